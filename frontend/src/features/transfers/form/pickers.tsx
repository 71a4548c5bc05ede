import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { keys } from '../api'
import { type Option, SearchSelect } from './SearchSelect'
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

const PARTY = ['probationary', 'full'] as const

async function findMembers(q: string): Promise<Option[]> {
  const query = { q, stage: [...PARTY], standing: ['normal' as const], limit: 20 }
  const answer = await unwrap(api.GET('/api/v1/members', { params: { query } }))
  return answer.items.map(({ id, name, branch, id_number }) => ({
    value: id,
    label: `${name} · ${branch.name} · ${id_number.slice(-4)}`,
  }))
}

/** A member of one's own branches, by name; one who is named already is shown at once. */
export function MemberSelect(props: Picker) {
  const t = useText(formTexts)
  const [start] = useState(props.value)
  const member = useQuery({
    queryKey: ['members', 'picked', start],
    queryFn: () =>
      unwrap(api.GET('/api/v1/members/{member_id}', { params: { path: { member_id: start ?? '' } } })),
    enabled: start !== undefined,
  })
  const known = member.data && {
    value: member.data.id,
    label: `${member.data.name} · ${member.data.branch.name}`,
  }
  return (
    <SearchSelect
      key={known?.value}
      {...props}
      known={known}
      placeholder={t.memberPlaceholder}
      queryKey={keys.members}
      find={findMembers}
    />
  )
}
