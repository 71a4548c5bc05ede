import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { useEffect, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { formTexts } from './texts'

export interface Option {
  value: string
  label: string
}

interface Props {
  id?: string
  value?: string
  onChange?: (id: string | undefined) => void
  placeholder: string
  queryKey: (q: string) => readonly unknown[]
  find: (q: string) => Promise<Option[]>
  /** The option that is chosen at the beginning. */
  known?: Option
}

const SEARCH_AFTER_MS = 250

/** Chooses one of many by typing a part of its name. */
export function SearchSelect({ id, value, onChange, placeholder, queryKey, find, known }: Props) {
  const t = useText(formTexts)
  const [typed, setTyped] = useState('')
  const [needle, setNeedle] = useState('')
  const [chosen, setChosen] = useState<Option | undefined>(known)
  useEffect(() => {
    const timer = window.setTimeout(() => setNeedle(typed.trim()), SEARCH_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [typed])
  const found = useQuery({ queryKey: queryKey(needle), queryFn: () => find(needle), enabled: needle !== '' })
  const options = needle ? (found.data ?? []) : chosen ? [chosen] : []
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      placeholder={placeholder}
      value={value}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={options}
      onChange={(next?: string) => {
        setChosen(options.find((option) => option.value === next))
        onChange?.(next)
      }}
      notFoundContent={needle === '' ? t.typing : found.isFetching ? '…' : t.nobody}
    />
  )
}
