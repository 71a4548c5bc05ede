import Form from 'antd/es/form'
import { type ReactNode, useState } from 'react'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import type { AvailableAction } from './actions'
import { ActionField, type FieldLook } from './fields'

const texts = defineTexts(
  { cancel: '取消', close: '关闭', sure: (label: string) => `确定“${label}”吗？` },
  { cancel: 'Cancel', close: 'Close', sure: (label) => `${label}: are you sure?` },
)

export type ActionValues = Record<string, unknown>

interface Props<R> {
  action: AvailableAction
  /** Names the draft: a record's kind and id. */
  recordKey: string
  /** What is known already: progress, due date. */
  initialValues?: ActionValues
  /** Above the fields: what the step means. */
  note?: ReactNode
  /** Fields that this step draws in its own way. */
  looks?: Record<string, FieldLook>
  send: (values: ActionValues, idempotencyKey: string) => Promise<R>
  onDone: (result: R) => void | Promise<void>
  /** Called before a problem is shown; return true when it has been dealt with. What was typed stays. */
  onProblem?: (error: unknown) => boolean
  onCancel: () => void
}

/**
 * The form of one workflow step, drawn from the field names that the API requires.
 *
 * Field names with an input of their own are in `fields.tsx`; any other is a line of text. Mount it
 * while a step is chosen and unmount it afterwards.
 */
export default function ActionDialog<R>({
  action,
  recordKey,
  initialValues,
  note,
  looks = {},
  send,
  onDone,
  onProblem,
  onCancel,
}: Props<R>) {
  const t = useText(texts)
  const [form] = Form.useForm<ActionValues>()
  const draft = useDraft<ActionValues>(`${recordKey}.${action.action}`)
  const [startValues] = useState(() => ({ ...initialValues, ...draft.load() }))
  const { pending, submit } = useSubmit({
    send,
    form,
    onProblem,
    onDone: async (result: R) => {
      draft.clear()
      await onDone(result)
    },
  })
  const fields = [...action.required, ...action.optional]

  return (
    <Dialog
      title={action.label}
      okText={action.label}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onCancel}
      styles={{ body: { paddingTop: 8 } }}
    >
      {note}
      <SubmitForm
        form={form}
        initialValues={startValues}
        onSubmit={submit}
        onChange={draft.save}
        label={action.label}
      >
        {fields.length === 0 && <p>{t.sure(action.label)}</p>}
        {fields.map((name) => (
          <ActionField key={name} name={name} required={action.required.includes(name)} look={looks[name]} />
        ))}
      </SubmitForm>
    </Dialog>
  )
}
