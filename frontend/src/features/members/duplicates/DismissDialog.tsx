import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { api, idempotent, unwrap } from '@/shared/api/client'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { duplicateTexts } from './texts'
import type { Pair } from './types'

interface Props {
  pair: Pair
  onDone: () => Promise<void>
  onClose: () => void
}

interface Values {
  reason: string
}

/** "They are two people", with how it was found out. */
export default function DismissDialog({ pair, onDone, onClose }: Props) {
  const t = useText(duplicateTexts)
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ reason }: Values, key) =>
      unwrap(
        api.POST('/api/v1/members/duplicates/dismiss', {
          headers: idempotent(key),
          body: { member_id: pair.newer.id, other_id: pair.older.id, reason },
        }),
      ),
    onDone: async () => {
      toast.done(t.dismissed)
      await onDone()
    },
  })
  return (
    <Dialog
      title={t.dismiss}
      okText={t.confirm}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} onSubmit={submit} label={t.dismiss}>
        <Form.Item
          name="reason"
          label={t.reason}
          extra={t.dismissHelp}
          rules={[{ required: true, whitespace: true, min: 2, message: t.reasonRequired }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
