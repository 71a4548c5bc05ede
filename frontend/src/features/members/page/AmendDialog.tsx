import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useState } from 'react'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { amendMember, useRefreshAfter } from '../api'
import { type FieldName, MemberField } from '../form/fields'
import { fromMember, isDeveloping, type MemberValues, needsReason, toAmendment } from '../form/values'
import { SEALED } from '../labels'
import type { Member } from '../types'
import { pageTexts } from './texts'
import { useStale } from './useStale'

interface Values extends MemberValues {
  reason?: string
}

/** The inputs that this record can have, in the order of the file; where it goes stands below its tick. */
function inputsFor(member: Member, floating: boolean): FieldName[] {
  const developing = isDeveloping(member.stage)
  const all: [FieldName, boolean][] = [
    ['name', true],
    ['id_number', true],
    ['ethnicity', true],
    ['education', true],
    ['post', true],
    ['stage_since', developing],
    ['joined_on', !developing],
    ['full_on', member.stage === 'full'],
    ['phone', true],
    ['address', true],
    ['pay_base', !developing],
    ['lost_contact_since', member.lost_contact],
    ['floating', true],
  ]
  const named = all
    .filter(([name, fits]) => fits && member.amendable_fields.includes(name))
    .map(([name]) => name)
  return floating ? [...named, 'floating_to'] : named
}

/** Corrects what the record says; only what differs is sent, sealed fields only when typed anew. */
export default function AmendDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(pageTexts)
  const refresh = useRefreshAfter()
  const stale = useStale(member.id)
  const [form] = Form.useForm<Values>()
  // What others change meanwhile must not be undone: only what differs from this is sent.
  const [seen] = useState(member)
  const floating = Form.useWatch('floating', form) ?? seen.floating
  const { pending, submit } = useSubmit({
    form,
    send: ({ reason, ...values }: Values) =>
      amendMember(member, {
        ...toAmendment(values, seen),
        ...(reason?.trim() ? { reason: reason.trim() } : {}),
      }),
    onDone: async (changed) => {
      onClose()
      toast.done(t.amended)
      await refresh(changed)
    },
    onProblem: stale.catch,
  })
  const save = (values: Values) => {
    if (Object.keys(toAmendment(values, seen)).length > 0) submit(values)
    else {
      toast.done(t.nothingChanged)
      onClose()
    }
  }
  return (
    <Dialog
      width={620}
      title={t.amendTitle}
      okText={t.save}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {stale.notice}
      {stale.refreshed && <p role="status">{t.refreshed}</p>}
      <SubmitForm form={form} onSubmit={save} initialValues={fromMember(seen)} label={t.amendTitle}>
        {inputsFor(seen, floating).map((name) => {
          const masked = SEALED.some((sealed) => sealed === name) ? seen[name as keyof Member] : null
          return (
            <MemberField
              key={name}
              name={name}
              required={name === 'name' || name === 'ethnicity'}
              placeholder={typeof masked === 'string' ? t.keepSealed(masked) : undefined}
            />
          )
        })}
        <Form.Item
          name="reason"
          label={t.reason}
          extra={t.reasonHelp}
          rules={[
            ({ getFieldsValue }) => ({
              validator: async (_, reason: string | undefined) => {
                if (needsReason(toAmendment(getFieldsValue(), seen)) && !reason?.trim()) {
                  throw new Error(t.reasonNeeded)
                }
              },
            }),
          ]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
