import Modal, { type ModalProps } from 'antd/es/modal'
import { useEffect, useRef, useState } from 'react'
import { focusOrigin, giveFocusBack } from '@/shared/browser/focusMemory'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts({ cancel: '取消', close: '关闭' }, { cancel: 'Cancel', close: 'Close' })

const FIRST_FIELD = 'input:not([type="hidden"], [type="file"], :disabled), textarea:not(:disabled)'

/**
 * A dialog, mounted while it is open: antd's with our words. The keyboard starts in its first field and goes back to
 * where it was. With something to send, a click beside it closes nothing.
 */
export function Dialog({ children, ...given }: ModalProps) {
  const t = useText(texts)
  const body = useRef<HTMLDivElement>(null)
  const [origin] = useState(focusOrigin)
  useEffect(() => () => giveFocusBack(origin), [origin])
  return (
    <Modal
      open
      cancelText={t.cancel}
      closable={{ 'aria-label': t.close }}
      mask={{ closable: given.footer === null }}
      {...given}
      afterOpenChange={(open) => {
        if (open) startIn(body.current)
        given.afterOpenChange?.(open)
      }}
    >
      <div ref={body}>{children}</div>
    </Modal>
  )
}

/** Not on a phone, where its keyboard would cover what is said above the field. */
function startIn(body: HTMLElement | null): void {
  if (!body || body.contains(document.activeElement) || window.matchMedia('(pointer: coarse)').matches) return
  const field = body.querySelector<HTMLElement>(FIRST_FIELD)
  // A date field would open its calendar over the rest.
  if (field && !field.closest('.ant-picker')) field.focus()
}
