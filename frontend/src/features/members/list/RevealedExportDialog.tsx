import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import type { ExportForm } from '../types'
import { listTexts } from './texts'

interface Asked {
  format: ExportForm
  reason: string
}

interface Props {
  send: (asked: Asked) => Promise<void>
  onClose: () => void
}

/** Asks why the whole numbers are needed and says that it is recorded, before they leave the house. */
export default function RevealedExportDialog({ send, onClose }: Props) {
  const t = useText(listTexts)
  const [form] = Form.useForm<Asked>()
  const { pending, submit } = useSubmit({
    form,
    send: ({ format, reason }: Asked) => send({ format, reason: reason.trim() }),
    onDone: () => {
      toast.done(t.exported)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t.exportWholeTitle}
      okText={t.exportSend}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      closable={{ 'aria-label': t.close }}
    >
      <SubmitForm form={form} onSubmit={submit} initialValues={{ format: 'xlsx' }} label={t.exportWholeTitle}>
        <p>{t.exportWholeNote}</p>
        <Form.Item name="format" label={t.exportFormat}>
          <Radio.Group options={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t[value] }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t.exportReason}
          rules={[{ required: true, whitespace: true, min: 2, message: t.exportReasonNeeded }]}
        >
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
      </SubmitForm>
    </Modal>
  )
}
