import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import type { MemberQuery } from '../types'
import { exportMembers } from './export'
import { listTexts } from './texts'

interface Props {
  query: MemberQuery
  onClose: () => void
}

interface Values {
  reason: string
}

/** Sealed values leave the platform only for a reason that stays on record. */
export default function WholeExportDialog({ query, onClose }: Props) {
  const t = useText(listTexts)
  const [form] = Form.useForm<Values>()
  const { pending, submit } = useSubmit({
    form,
    send: ({ reason }: Values) => exportMembers(query, { format: 'xlsx', reason: reason.trim() }),
    onDone: () => {
      onClose()
      toast.done(t.exported)
    },
  })
  return (
    <Dialog
      title={t.exportWhole}
      okText={t.exportSend}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{t.exportNote}</p>
      <SubmitForm form={form} onSubmit={submit} label={t.exportWhole}>
        <Form.Item
          name="reason"
          label={t.exportReason}
          rules={[{ required: true, whitespace: true, min: 2, message: t.exportReasonNeeded }]}
        >
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
