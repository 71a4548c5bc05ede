import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { type Option, SearchSelect } from '@/shared/forms/SearchSelect'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts(
  { placeholder: '输入姓名、拼音或首字母' },
  { placeholder: 'Name, pinyin or initials' },
)

interface Picker {
  id?: string
  value?: string
  onChange?: (id: string | undefined) => void
  'aria-label'?: string
}

const PARTY = ['probationary', 'full'] as const

/** Party members whom one sees, by name. */
export async function findMembers(q: string): Promise<Option[]> {
  const query = { q, stage: [...PARTY], standing: ['normal' as const], limit: 20 }
  const answer = await unwrap(api.GET('/api/v1/members', { params: { query } }))
  return answer.items.map(({ id, name, branch, id_number }) => ({
    value: id,
    label: `${name} · ${branch.name} · ${id_number.slice(-4)}`,
  }))
}

/** A member of one's own branches, by name; one who is named already is shown at once. */
export function MemberSelect(props: Picker) {
  const t = useText(texts)
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
      placeholder={t.placeholder}
      queryKey={(q) => ['members', 'picker', q]}
      find={findMembers}
    />
  )
}
