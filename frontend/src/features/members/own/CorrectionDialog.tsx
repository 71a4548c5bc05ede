import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { requestCorrection, useRefreshAfter } from '../api'
import { type FieldName, MemberField } from '../form/fields'
import { fromOwn, isDeveloping, type MemberValues, toOwnChanges } from '../form/values'
import memberStyles from '../members.module.css'
import type { OwnMember } from '../types'
import { ownTexts } from './texts'

interface Values extends MemberValues {
  reason: string
}

function inputsFor(member: OwnMember, floating: boolean): FieldName[] {
  const party: FieldName[] = isDeveloping(member.stage)
    ? []
    : member.stage === 'full'
      ? ['joined_on', 'full_on']
      : ['joined_on']
  const going: FieldName[] = floating ? ['floating', 'floating_to'] : ['floating']
  return ['name', 'id_number', 'ethnicity', 'education', ...party, 'post', 'phone', 'address', ...going]
}

interface Props {
  member: OwnMember
  onClose: () => void
}

/** What should be different in one's own record, and why; no draft is kept, the form is full of personal data. */
export default function CorrectionDialog({ member, onClose }: Props) {
  const t = useText(ownTexts)
  const refresh = useRefreshAfter()
  const [form] = Form.useForm<Values>()
  const floating = Form.useWatch('floating', form) ?? member.floating
  const { pending, submit } = useSubmit({
    form,
    send: ({ reason, ...values }: Values, key) =>
      requestCorrection({ changes: toOwnChanges(values, member), reason: reason.trim() }, key),
    onDone: async () => {
      onClose()
      toast.done(t.sent)
      await refresh()
    },
  })
  const send = (values: Values) => {
    if (Object.keys(toOwnChanges(values, member)).length > 0) submit(values)
    else toast.problem(t.nothing)
  }
  return (
    <Dialog
      width={620}
      title={t.askTitle}
      okText={t.send}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={memberStyles.quiet}>{t.askNote}</p>
      <SubmitForm form={form} onSubmit={send} initialValues={fromOwn(member)} label={t.askTitle}>
        {inputsFor(member, floating).map((name) => (
          <MemberField key={name} name={name} required={['name', 'id_number', 'ethnicity'].includes(name)} />
        ))}
        <Form.Item
          name="reason"
          label={t.reason}
          extra={t.reasonHelp}
          rules={[{ required: true, whitespace: true, min: 2, message: t.reasonNeeded }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
