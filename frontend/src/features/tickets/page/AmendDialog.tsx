import Form from 'antd/es/form'
import { useState } from 'react'
import type { Problem } from '@/shared/api/problem'
import { isConflict } from '@/shared/forms/Conflict'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { amendTicket, useRefreshAfter, useTicket } from '../api'
import { TicketFields } from '../form/TicketFields'
import { fromTicket, type TicketValues, toAmendment } from '../form/values'
import type { Ticket } from '../types'
import { Conflict } from './Conflict'
import { pageTexts } from './texts'

/** Changes what the API says may be changed now; only what differs is sent. */
export default function AmendDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useText(pageTexts)
  const refresh = useRefreshAfter()
  const { refetch, isRefetching } = useTicket(ticket.id)
  const [form] = Form.useForm<TicketValues>()
  // What others change meanwhile must not be undone: only what differs from this is sent.
  const [seen] = useState(ticket)
  const [conflict, setConflict] = useState<Problem | null>(null)
  const { pending, submit } = useSubmit({
    form,
    send: (values: TicketValues) => amendTicket(ticket, toAmendment(values, seen)),
    onDone: async (changed) => {
      onClose()
      toast.done(t.amended)
      await refresh(changed)
    },
    onProblem: (error) => {
      if (!isConflict(error)) return false
      setConflict(error)
      return true
    },
  })
  const save = (values: TicketValues) => {
    if (Object.keys(toAmendment(values, seen)).length > 0) submit(values)
    else {
      toast.done(t.nothingChanged)
      onClose()
    }
  }
  const look = async () => {
    await refetch()
    setConflict(null)
  }
  return (
    <Dialog
      width={680}
      title={t.amendTitle}
      okText={t.save}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {conflict && <Conflict problem={conflict} refreshing={isRefetching} onRefresh={() => void look()} />}
      <SubmitForm form={form} onSubmit={save} initialValues={fromTicket(seen)} label={t.amendTitle}>
        <TicketFields only={ticket.amendable_fields} />
      </SubmitForm>
    </Dialog>
  )
}
