import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { useEffect, useState } from 'react'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts(
  { typing: '请输入名称', nobody: '没有找到' },
  { typing: 'Type a name', nobody: 'Nothing found' },
)

export interface Option {
  value: string
  label: string
}

interface Props {
  id?: string
  value?: string
  onChange?: (id: string | undefined) => void
  /** What was chosen, with its label. */
  onChoose?: (chosen: Option) => void
  placeholder: string
  'aria-label'?: string
  queryKey: (q: string) => readonly unknown[]
  find: (q: string) => Promise<Option[]>
  /** The option that is chosen at the beginning. */
  known?: Option
}

const SEARCH_AFTER_MS = 250

/** Chooses one of many by typing a part of its name. */
export function SearchSelect({
  id,
  'aria-label': ariaLabel,
  value,
  onChange,
  onChoose,
  placeholder,
  queryKey,
  find,
  known,
}: Props) {
  const t = useText(texts)
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
      aria-label={ariaLabel}
      style={{ width: '100%' }}
      placeholder={placeholder}
      value={value}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={options}
      onChange={(next?: string) => {
        const option = options.find(({ value: known }) => known === next)
        setChosen(option)
        if (option) onChoose?.(option)
        onChange?.(next)
      }}
      notFoundContent={needle === '' ? t.typing : found.isFetching ? '…' : t.nobody}
    />
  )
}
