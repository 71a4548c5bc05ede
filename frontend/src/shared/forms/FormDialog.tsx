import Form, { type FormInstance } from 'antd/es/form'
import type { ReactNode } from 'react'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { SubmitForm } from './SubmitForm'
import { useSubmit } from './submit'

interface Props<V, R> {
  title: string
  /** What will happen, and what is meant; above the fields. */
  note?: ReactNode
  ok: string
  /** Said when it is done. */
  done: string | ((answer: R) => string)
  width?: number
  /** For who watches the fields. */
  form?: FormInstance<V>
  initialValues?: Partial<V>
  send: (values: V, key: string) => Promise<R>
  /** After the dialog has gone: what is read again, where it leads. */
  onDone: (answer: R) => unknown
  onClose: () => void
  children: ReactNode
}

/** A dialog with a few fields and one button that sends them. */
export function FormDialog<V extends object, R>({
  title,
  note,
  done,
  onClose,
  children,
  ...given
}: Props<V, R>) {
  const [own] = Form.useForm<V>()
  const form = given.form ?? own
  const { submit, pending } = useSubmit({
    form,
    send: given.send,
    onDone: async (answer: R) => {
      onClose()
      toast.done(typeof done === 'string' ? done : done(answer))
      await given.onDone(answer)
    },
  })
  return (
    <Dialog
      title={title}
      width={given.width}
      okText={given.ok}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {typeof note === 'string' ? <p>{note}</p> : note}
      <SubmitForm<V> form={form} initialValues={given.initialValues} onSubmit={submit} label={title}>
        {children}
      </SubmitForm>
    </Dialog>
  )
}
