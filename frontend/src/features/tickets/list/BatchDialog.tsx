import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useState } from 'react'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { moveTickets, useRefreshAfter } from '../api'
import { BATCH_ACTIONS } from '../labels'
import type { BatchAction, BatchResult, TicketSummary } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  action: BatchAction
  tickets: TicketSummary[]
  onSent: () => void
  onClose: () => void
}

/** One action on many tickets; afterwards says how many it was done for, and why others were left out. */
export function BatchDialog({ action, tickets, onSent, onClose }: Props) {
  const t = useText(listTexts)
  const name = useLabel()(BATCH_ACTIONS[action])
  const refresh = useRefreshAfter()
  const [form] = Form.useForm<{ comment?: string }>()
  const [result, setResult] = useState<BatchResult | null>(null)
  const { pending, submit } = useSubmit({
    form,
    send: ({ comment }: { comment?: string }, key) => moveTickets(action, tickets, comment?.trim(), key),
    onDone: async (answer) => {
      setResult(answer)
      onSent()
      await refresh()
    },
  })
  const title = t.batchTitle(name, tickets.length)
  const help = { urge: t.urgeHelp, approve: t.approveHelp }[action as string]
  const done = <Button onClick={onClose}>{t.close}</Button>
  return (
    <Dialog
      title={title}
      okText={name}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      footer={result ? done : undefined}
    >
      {result ? (
        <Outcome name={name} result={result} tickets={tickets} />
      ) : (
        <>
          {help && <p>{help}</p>}
          <SubmitForm form={form} onSubmit={submit} label={title}>
            <Form.Item name="comment" label={t.comment}>
              <Input.TextArea rows={3} maxLength={2000} showCount />
            </Form.Item>
          </SubmitForm>
        </>
      )}
    </Dialog>
  )
}

interface OutcomeProps {
  name: string
  result: BatchResult
  tickets: TicketSummary[]
}

function Outcome({ name, result, tickets }: OutcomeProps) {
  const t = useText(listTexts)
  const titles = new Map(tickets.map(({ id, title }) => [id, title]))
  return (
    <div role="status">
      <p>{t.batchDone(name, result.done.length)}</p>
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
