import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { urgeTickets, useRefreshAfter } from '../api'
import type { TicketSummary, UrgeResult } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  tickets: TicketSummary[]
  onUrged: () => void
  onClose: () => void
}

/** Urges many at once, then says how many were urged and why others were left out. */
export function UrgeDialog({ tickets, onUrged, onClose }: Props) {
  const t = useText(listTexts)
  const refresh = useRefreshAfter()
  const [form] = Form.useForm<{ comment?: string }>()
  const [result, setResult] = useState<UrgeResult | null>(null)
  const { pending, submit } = useSubmit({
    form,
    send: ({ comment }: { comment?: string }, key) => urgeTickets(tickets, comment?.trim(), key),
    onDone: async (answer) => {
      setResult(answer)
      onUrged()
      await refresh()
    },
  })
  const close = { 'aria-label': t.close }
  if (result) {
    return (
      <Modal
        open
        title={t.urgeTitle(tickets.length)}
        onCancel={onClose}
        closable={close}
        footer={<Button onClick={onClose}>{t.close}</Button>}
      >
        <Outcome result={result} tickets={tickets} />
      </Modal>
    )
  }
  return (
    <Modal
      open
      title={t.urgeTitle(tickets.length)}
      okText={t.urge}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      closable={close}
    >
      <p>{t.urgeHelp}</p>
      <SubmitForm form={form} onSubmit={submit} label={t.urgeTitle(tickets.length)}>
        <Form.Item name="comment" label={t.urgeComment}>
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
      </SubmitForm>
    </Modal>
  )
}

function Outcome({ result, tickets }: { result: UrgeResult; tickets: TicketSummary[] }) {
  const t = useText(listTexts)
  const titles = new Map(tickets.map(({ id, title }) => [id, title]))
  return (
    <div role="status">
      <p>{t.urged(result.urged.length)}</p>
      {result.skipped.length > 0 && (
        <>
          <p>{t.skipped(result.skipped.length)}</p>
          <ul className={styles.skipped}>
            {result.skipped.map(({ id, reason }) => (
              <li key={id}>
                {titles.get(id)}
                <small>{reason}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
