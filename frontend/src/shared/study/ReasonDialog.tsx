import Form from 'antd/es/form'
import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { FormDialog } from '@/shared/forms/FormDialog'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { useRefreshStudy } from './api'

const texts = defineTexts(
  { cancel: '取消', close: '关闭', reason: '理由', required: '请写明理由' },
  { cancel: 'Cancel', close: 'Close', reason: 'Reason', required: 'Say why' },
)

interface Props<V> {
  title: string
  /** What will happen, and what is meant. */
  note?: ReactNode
  ok: string
  done: string
  /** A line of help for the reason. */
  help?: string
  /** What else is asked for, before the reason. */
  children?: ReactNode
  initialValues?: Partial<V>
  send: (values: V & { reason: string }, key: string) => Promise<unknown>
  onClose: () => void
}

/** A step of study that needs a reason, and perhaps a little more. */
export default function ReasonDialog<V extends object>({
  title,
  note,
  children,
  onClose,
  ...given
}: Props<V>) {
  const t = useText(texts)
  const refresh = useRefreshStudy()
  return (
    <FormDialog<V & { reason: string }, unknown>
      title={title}
      note={note}
      ok={given.ok}
      done={given.done}
      initialValues={given.initialValues as never}
      send={given.send}
      onDone={() => refresh()}
      onClose={onClose}
    >
      {children}
      <Form.Item
        name={'reason' as never}
        label={t.reason}
        extra={given.help}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input.TextArea rows={3} maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}
