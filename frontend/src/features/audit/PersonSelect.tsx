import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { useEffect, useState } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { auditTexts } from './texts'

const SEARCH_AFTER_MS = 250

interface Props {
  value: string
  onChange: (id: string) => void
  className: string | undefined
}

/** Chooses an account by name, pinyin or user name. */
export function PersonSelect({ value, onChange, className }: Props) {
  const t = useText(auditTexts)
  const [typed, setTyped] = useState('')
  const [needle, setNeedle] = useState('')
  useEffect(() => {
    const timer = window.setTimeout(() => setNeedle(typed.trim()), SEARCH_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [typed])
  const found = useQuery({
    queryKey: ['accounts', 'search', needle],
    queryFn: () =>
      unwrap(api.GET('/api/v1/accounts', { params: { query: { q: needle || undefined, limit: 20 } } })),
  })
  const chosen = useQuery({
    queryKey: ['accounts', value],
    queryFn: () =>
      unwrap(api.GET('/api/v1/accounts/{account_id}', { params: { path: { account_id: value } } })),
    enabled: value !== '',
  })
  const accounts = [
    ...(chosen.data && value !== '' ? [chosen.data] : []),
    ...(found.data?.items.filter(({ id }) => id !== value) ?? []),
  ]
  return (
    <Select<string>
      allowClear
      aria-label={t.person}
      placeholder={t.anyPerson}
      className={className}
      value={value === '' || chosen.data === undefined ? undefined : value}
      onChange={(id) => onChange(id ?? '')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={t.personNone}
      options={accounts.map(({ id, display_name, username }) => ({
        value: id,
        label: `${display_name}（${username}）`,
      }))}
    />
  )
}
