import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { explain } from '@/shared/api/explain'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { toast } from '@/shared/ui/toast'
import { draftTicket, moveTicket, useRefreshAfter, useTicket } from './api'
import styles from './form/form.module.css'
import { TicketFields } from './form/TicketFields'
import { formTexts } from './form/texts'
import { type TicketValues, toInput } from './form/values'
import type { Ticket } from './types'

const START: TicketValues = { kind: 'document', urgency: 'normal' }

/** 新建督办: one ticket written down by hand, and submitted for 立项 if so wished. */
export default function NewTicketPage() {
  const t = useText(formTexts)
  const [params] = useSearchParams()
  const parentId = params.get('parent')
  const [round, setRound] = useState(0)
  return (
    <>
      <PageHeader title={t.create} note={t.note} />
      <Card className={styles.sheet}>
        {parentId && <ParentLine id={parentId} />}
        <TicketForm key={round} parentId={parentId} onStartOver={() => setRound(round + 1)} />
      </Card>
    </>
  )
}

function ParentLine({ id }: { id: string }) {
  const t = useText(formTexts)
  const parent = useTicket(id)
  return parent.data ? <p>{t.parent(parent.data.title)}</p> : null
}

interface FormProps {
  parentId: string | null
  onStartOver: () => void
}

function TicketForm({ parentId, onStartOver }: FormProps) {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshAfter()
  const [form] = Form.useForm<TicketValues>()
  const draft = useDraft<TicketValues>('tickets.new')
  const [kept] = useState(draft.load)
  const submitsToo = useRef(false)
  const submitDrafted = useSubmitDrafted()
  const { pending, submit } = useSubmit({
    form,
    send: (values: TicketValues, key) => draftTicket(toInput(values, parentId), key),
    onDone: async (drafted) => {
      draft.clear()
      const ticket = submitsToo.current ? await submitDrafted(drafted) : drafted
      if (!submitsToo.current) toast.done(t.saved)
      void refresh(ticket)
      await navigate(`/tickets/${ticket.id}`)
    },
  })
  const startOver = () => {
    draft.clear()
    onStartOver()
  }
  return (
    <>
      {kept && (
        <div className={styles.kept} role="status">
          {t.kept}
          <Button size="small" onClick={startOver}>
            {t.startOver}
          </Button>
        </div>
      )}
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={kept ?? START}
        onChange={(values) => {
          submitsToo.current = false
          draft.save(values)
        }}
        label={t.form}
      >
        <TicketFields />
        <div className={styles.foot}>
          <Button
            type="primary"
            loading={pending && submitsToo.current}
            disabled={pending}
            onClick={() => {
              submitsToo.current = true
              form.submit()
            }}
          >
            {t.saveAndSubmit}
          </Button>
          <Button
            htmlType="submit"
            loading={pending && !submitsToo.current}
            disabled={pending}
            onClick={() => {
              submitsToo.current = false
            }}
          >
            {t.save}
          </Button>
        </div>
      </SubmitForm>
    </>
  )
}

/** Submits what has just been drafted; when that is refused the draft remains and the reason is said. */
function useSubmitDrafted(): (drafted: Ticket) => Promise<Ticket> {
  const t = useText(formTexts)
  const language = useLanguage()
  return async (drafted) => {
    try {
      const ticket = await moveTicket(drafted, { action: 'submit' }, `${drafted.id}.submit`)
      toast.done(t.submitted)
      return ticket
    } catch (error) {
      toast.problem(t.submitFailed(explain(error, language).message))
      return drafted
    }
  }
}
