import Popover from 'antd/es/popover'
import { type ClipboardEvent, useRef, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { DayText } from '@/shared/ui/DateText'
import { registerTexts } from '../register/texts'
import { DueChoices } from './DueChoices'
import { DueNote } from './DueNote'
import styles from './items.module.css'

interface Props {
  value: string | null
  onChange: (day: string | null) => void
  label: string
  invalid: boolean
  describedBy: string | undefined
  onPaste: (event: ClipboardEvent) => void
}

/** A due date in a cell; pressed, it offers the ways to set one. */
export function DueCell({ value, onChange, label, invalid, describedBy, onPaste }: Props) {
  const t = useText(registerTexts)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    button.current?.focus({ preventScroll: true })
  }
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        destroyOnHidden
        content={
          // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes, wherever the focus is inside
          <div
            className={styles.popover}
            onKeyDown={(event) => {
              if (event.key === 'Escape') close()
            }}
          >
            <DueChoices value={value} onChange={onChange} onDone={close} startFocused />
          </div>
        }
      >
        <button
          ref={button}
          type="button"
          className={`${styles.cellButton} ${invalid ? styles.invalid : ''}`}
          aria-label={`${label}：${value ?? t.byDefault}`}
          aria-describedby={describedBy}
          data-invalid={invalid}
          aria-expanded={open}
          onPaste={onPaste}
        >
          {value ? <DayText date={value} /> : <span className={styles.placeholder}>{t.byDefault}</span>}
        </button>
      </Popover>
      <DueNote day={value} />
    </>
  )
}
