import { type ClipboardEvent, useRef, useState } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useBranchNames } from '@/shared/branches/useBranchNames'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import styles from './items.module.css'

interface Props {
  value: string[]
  multiple: boolean
  onChange: (ids: string[]) => void
  label: string
  invalid: boolean
  describedBy: string | undefined
  onPaste?: (event: ClipboardEvent) => void
}

/** One or several branches in a cell: their names, a select when it is pressed. A hundred rows stay light. */
export function BranchCell({ value, multiple, onChange, label, invalid, describedBy, onPaste }: Props) {
  const t = useText(registerTexts)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const names = useBranchNames(value)
  const shown = value.map((id) => names.get(id) ?? '…')
  const close = () => {
    setOpen(false)
    window.requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
  }
  if (open) {
    return multiple ? (
      <BranchSelect
        multiple
        startOpen
        allowClear
        aria-label={label}
        value={value}
        onChange={onChange}
        onBlur={() => setOpen(false)}
      />
    ) : (
      <BranchSelect
        startOpen
        aria-label={label}
        value={value[0] ?? null}
        onChange={(id) => {
          onChange(id === undefined ? [] : [id])
          close()
        }}
        onBlur={() => setOpen(false)}
      />
    )
  }
  const text = shown.length > 1 ? t.supportingSome(shown[0] ?? '', shown.length) : shown[0]
  return (
    <button
      ref={button}
      type="button"
      className={`${styles.cellButton} ${invalid ? styles.invalid : ''}`}
      aria-label={`${label}：${shown.join('、') || (multiple ? t.none : t.choose)}`}
      aria-describedby={describedBy}
      data-invalid={invalid}
      title={shown.join('、')}
      onClick={() => setOpen(true)}
      onPaste={onPaste}
    >
      {text ?? <span className={styles.placeholder}>{multiple ? t.none : t.choose}</span>}
    </button>
  )
}
