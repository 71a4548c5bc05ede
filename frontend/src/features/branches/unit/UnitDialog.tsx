import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { type Branch, useBranchesChanged } from '../api'
import { UNIT_SITUATIONS, type UnitSituation } from '../labels'
import { type CodeFault, codeFault, plainCode } from './creditCode'
import { unitTexts } from './texts'

type Values = Pick<
  Branch,
  'unit_situation' | 'unit_name' | 'unit_nature' | 'unit_party_setup' | 'credit_code'
>

const orNull = (typed: string | null | undefined) => typed?.trim() || null

/** What is known of the unit in which a branch stands; the credit code is checked while it is typed. */
export function UnitDialog({ branch, onClose }: { branch: Branch; onClose: () => void }) {
  const t = useText(unitTexts)
  const changed = useBranchesChanged()
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values) =>
      unwrap(
        api.PATCH('/api/v1/branches/{branch_id}', {
          params: { path: { branch_id: branch.id } },
          headers: ifMatch(branch.version),
          body: {
            unit_situation: values.unit_situation ?? null,
            unit_name: orNull(values.unit_name),
            unit_nature: orNull(values.unit_nature),
            unit_party_setup: orNull(values.unit_party_setup),
            credit_code: orNull(values.credit_code && plainCode(values.credit_code)),
          },
        }),
      ),
    onDone: async () => {
      toast.done(t.saved)
      await changed()
      onClose()
    },
  })
  return (
    <Dialog title={t.edit} okText={t.submit} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <SubmitForm<Values> form={form} onSubmit={submit} label={t.edit} initialValues={branch}>
        <Form.Item name="unit_situation" label={t.situation}>
          <Select<UnitSituation> allowClear options={useOptions(UNIT_SITUATIONS)} />
        </Form.Item>
        <Form.Item name="unit_name" label={t.name}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="unit_nature" label={t.nature} extra={t.natureHelp}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="unit_party_setup" label={t.partySetup} extra={t.partySetupHelp}>
          <Input maxLength={60} />
        </Form.Item>
        <CreditCodeField />
      </SubmitForm>
    </Dialog>
  )
}

function CreditCodeField() {
  const t = useText(unitTexts)
  const typed: string = Form.useWatch('credit_code') ?? ''
  const fault = codeFault(typed)
  const length = plainCode(typed).length
  // Too short is no fault while somebody is typing; it is one when the form is sent.
  const told =
    typed === '' ? t.codeHelp : fault === null ? t.codeRight : fault === 'short' ? t.short(length) : undefined
  const refusing = (faults: readonly CodeFault[]) => async (_: unknown, code: string | null) => {
    const found = code ? codeFault(code) : null
    if (found === null || !faults.includes(found)) return
    const places = plainCode(code ?? '').length
    throw new Error(found === 'short' || found === 'long' ? t.long(places) : t[found])
  }
  return (
    <Form.Item
      name="credit_code"
      label={t.code}
      extra={told}
      hasFeedback={typed !== '' && fault === null}
      validateStatus={typed !== '' && fault === null ? 'success' : undefined}
      validateTrigger={['onChange', 'onBlur']}
      rules={[
        {
          validator: refusing(['characters', 'long', 'checkDigit']),
          validateTrigger: ['onChange', 'onBlur'],
        },
        { validator: refusing(['short']), validateTrigger: 'onBlur' },
      ]}
    >
      <Input maxLength={40} autoComplete="off" spellCheck={false} />
    </Form.Item>
  )
}
