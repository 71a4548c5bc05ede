import { useQueryClient } from '@tanstack/react-query'
import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { keys, revealFields } from '../api'
import { SEALED } from '../labels'
import type { Member, SealedField } from '../types'
import { useWords } from '../words'
import { pageTexts } from './texts'

interface Props {
  member: Member
  /** The one whose eye was pressed. */
  field: SealedField
  onShow: (values: Record<string, string | null>) => void
  onClose: () => void
}

interface Asked {
  fields: SealedField[]
  reason: string
}

/** Asks why, says that it is recorded, and only then shows. */
export default function RevealDialog({ member, field, onShow, onClose }: Props) {
  const t = useText(pageTexts)
  const words = useWords()
  const client = useQueryClient()
  const [form] = Form.useForm<Asked>()
  const { pending, submit } = useSubmit({
    form,
    send: ({ fields, reason }: Asked, key) => revealFields(member.id, fields, reason.trim(), key),
    onDone: async (values) => {
      onShow(values)
      await client.invalidateQueries({ queryKey: keys.history(member.id) })
    },
  })
  const given = SEALED.filter((name) => member[name] !== null)
  return (
    <Dialog
      title={t.lookTitle}
      okText={t.lookSend}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} onSubmit={submit} initialValues={{ fields: [field] }} label={t.lookTitle}>
        <Form.Item name="fields" label={t.lookWhat} rules={[{ required: true, message: t.lookWhatNeeded }]}>
          <Checkbox.Group options={given.map((name) => ({ value: name, label: words.field(name) }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t.lookReason}
          extra={t.lookHelp}
          rules={[{ required: true, whitespace: true, min: 2, message: t.lookNeeded }]}
        >
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
