import Form from 'antd/es/form'
import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { FormDialog } from '@/shared/forms/FormDialog'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { useRefresh } from './api'

const texts = defineTexts(
  { cancel: '取消', close: '关闭', reason: '理由', required: '请写明理由' },
  { cancel: 'Cancel', close: 'Close', reason: 'Reason', required: 'Say why' },
)

interface Props {
  title: string
  /** What will happen, and what is meant. */
  note: ReactNode
  ok: string
  done: string
  /** Label of the reason, and a line of help. */
  label?: string
  help?: string
  send: (reason: string, key: string) => Promise<unknown>
  onClose: () => void
}

interface Values {
  reason: string
}

/** One step about points that needs a reason and nothing else. */
export default function ReasonDialog({ title, note, ok, done, label, help, send, onClose }: Props) {
  const t = useText(texts)
  const refresh = useRefresh()
  return (
    <FormDialog<Values, unknown>
      title={title}
      note={note}
      ok={ok}
      done={done}
      send={({ reason }, key) => send(reason, key)}
      onDone={refresh}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={label ?? t.reason}
        extra={help}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  )
}
