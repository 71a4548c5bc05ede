import Input, { type InputRef } from 'antd/es/input'
import { useEffect, useRef, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { previewTexts } from './texts'

interface Props {
  label: string
  start: string
  pending: boolean
  onSave: (text: string) => void
  onCancel: () => void
}

const LONGEST = 500

/** The text of one cell, written as one would in the file: Enter saves, Escape gives up. */
export function CellEditor({ label, start, pending, onSave, onCancel }: Props) {
  const t = useText(previewTexts)
  const [text, setText] = useState(start)
  const input = useRef<InputRef>(null)
  useEffect(() => input.current?.focus({ cursor: 'all' }), [])
  return (
    <Input
      ref={input}
      aria-label={label}
      autoComplete="off"
      maxLength={LONGEST}
      placeholder={t.again}
      value={text}
      disabled={pending}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (!pending && text === start) onCancel()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          onSave(text)
        } else if (event.key === 'Escape') onCancel()
      }}
    />
  )
}
