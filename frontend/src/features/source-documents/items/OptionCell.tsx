import type { ClipboardEvent } from 'react'
import { useLanguage } from '@/shared/i18n/preferences'
import type { Bilingual } from '@/shared/i18n/texts'
import styles from './items.module.css'

interface Props<K extends string> {
  value: K
  options: Readonly<Record<K, Bilingual>>
  onChange: (value: K) => void
  label: string
  onPaste?: (event: ClipboardEvent) => void
}

/** One of a few words; the browser's own list, light enough for every row. */
export function OptionCell<K extends string>({ value, options, onChange, label, onPaste }: Props<K>) {
  const language = useLanguage()
  return (
    <select
      className={styles.select}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as K)}
      onPaste={onPaste}
    >
      {(Object.keys(options) as K[]).map((key) => (
        <option key={key} value={key}>
          {options[key][language]}
        </option>
      ))}
    </select>
  )
}
