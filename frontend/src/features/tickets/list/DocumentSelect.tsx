import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { listTexts } from './texts'

interface Props {
  chosen: string[]
  onChange: (ids: string[]) => void
}

const MOST = 200

/** Chooses among the uploaded documents, newest first; typing finds by title. */
export function DocumentSelect({ chosen, onChange }: Props) {
  const t = useText(listTexts)
  const documents = useQuery({
    queryKey: ['source-documents', 'choice'],
    queryFn: () => unwrap(api.GET('/api/v1/source-documents', { params: { query: { limit: MOST } } })),
    staleTime: 60_000,
  })
  const options = documents.data?.items.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <Select
      mode="multiple"
      aria-label={t.source}
      placeholder={t.any}
      loading={documents.isPending}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen}
      onChange={onChange}
    />
  )
}
