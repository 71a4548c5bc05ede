import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { useState } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts(
  { placeholder: '输入姓名、拼音或首字母，可选多人', none: '没有找到' },
  { placeholder: 'Name, pinyin or initials; several people', none: 'Nobody found' },
)

interface Props {
  id?: string
  value?: string[]
  onChange?: (ids: string[]) => void
  /** The branch whose members are offered, with those below it. */
  branchId?: string
  /** Names of those who are chosen at the beginning. */
  names?: ReadonlyMap<string, string>
}

const MOST = 200

/** Chooses several Party members of a branch; typing finds them by name, pinyin or initials. */
export function MembersSelect({ id, value, onChange, branchId, names }: Props) {
  const t = useText(texts)
  const [q, setQ] = useState('')
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map())
  const query = {
    branch_id: branchId,
    q: q.trim() || undefined,
    stage: ['probationary' as const, 'full' as const],
    standing: ['normal' as const],
    limit: MOST,
  }
  const members = useQuery({
    queryKey: ['members', 'choice', query],
    queryFn: () => unwrap(api.GET('/api/v1/members', { params: { query } })),
    enabled: branchId !== undefined,
    placeholderData: (previous) => previous,
  })
  const found = members.data?.items.map(({ id: memberId, name }) => ({ value: memberId, label: name })) ?? []
  const chosen = (value ?? [])
    .filter((one) => !found.some((option) => option.value === one))
    .map((one) => ({ value: one, label: known.get(one) ?? names?.get(one) ?? '…' }))
  return (
    <Select
      id={id}
      mode="multiple"
      placeholder={t.placeholder}
      notFoundContent={t.none}
      value={value}
      showSearch={{ filterOption: false, onSearch: setQ, autoClearSearchValue: true }}
      options={[...found, ...chosen]}
      onChange={(ids: string[]) => {
        setKnown(new Map([...known, ...found.map(({ value: one, label }) => [one, label] as const)]))
        setQ('')
        onChange?.(ids)
      }}
    />
  )
}
