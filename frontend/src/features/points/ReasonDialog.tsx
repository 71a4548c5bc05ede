import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import type { ReactNode } from 'react'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
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
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ reason }: Values, key) => send(reason, key),
    onDone: async () => {
      onClose()
      toast.done(done)
      await refresh()
    },
  })
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': t.close }}
    >
      {note}
      <SubmitForm form={form} onSubmit={submit} label={title}>
        <Form.Item
          name="reason"
          label={label ?? t.reason}
          extra={help}
          rules={[{ required: true, whitespace: true, message: t.required }]}
        >
          <Input.TextArea rows={4} maxLength={2000} autoFocus />
        </Form.Item>
      </SubmitForm>
    </Modal>
  )
}
