import Form from 'antd/es/form'
import Modal from 'antd/es/modal'
import type { ReactNode } from 'react'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { useRefreshStudy } from '@/shared/study/api'
import { toast } from '@/shared/ui/toast'
import type { Group } from '../types'
import { formTexts } from './formTexts'

interface Props<V> {
  title: string
  ok: string
  done: string
  note?: string
  initialValues: Partial<V>
  send: (values: V, key: string) => Promise<Group>
  onDone?: (group: Group) => void
  onClose: () => void
  children: ReactNode
}

/** One step of a group: a few fields, then everything of study is read again. */
export function FormDialog<V extends object>({ title, note, onClose, children, ...given }: Props<V>) {
  const t = useText(formTexts)
  const refresh = useRefreshStudy()
  const [form] = Form.useForm<V>()
  const { submit, pending } = useSubmit({
    form,
    send: given.send,
    onDone: async (group) => {
      onClose()
      toast.done(given.done)
      await refresh()
      given.onDone?.(group)
    },
  })
  return (
    <Modal
      open
      title={title}
      okText={given.ok}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': t.close }}
    >
      {note && <p>{note}</p>}
      <SubmitForm<V> form={form} initialValues={given.initialValues} onSubmit={submit} label={title}>
        {children}
      </SubmitForm>
    </Modal>
  )
}
