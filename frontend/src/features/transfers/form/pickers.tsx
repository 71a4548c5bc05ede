import { api, unwrap } from '@/shared/api/client'
import { type Option, SearchSelect } from '@/shared/forms/SearchSelect'
import { useText } from '@/shared/i18n/texts'
import { keys } from '../api'
import { formTexts } from './texts'

interface Picker {
  id?: string
  value?: string
  onChange?: (id: string | undefined) => void
}

async function findDestinations(q: string): Promise<Option[]> {
  const answer = await unwrap(api.GET('/api/v1/transfers/destinations', { params: { query: { q } } }))
  return answer.items.map(({ id, name, committee }) => ({ value: id, label: `${name}（${committee.name}）` }))
}

/** Any branch of the city, by name. */
export function DestinationSelect(props: Picker & { known?: Option }) {
  const t = useText(formTexts)
  return (
    <SearchSelect
      {...props}
      placeholder={t.toPlaceholder}
      queryKey={keys.destinations}
      find={findDestinations}
    />
  )
}
