import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useTicket, useTicketEvents } from './api'
import { Marks, TicketLamp } from './list/facts'
import { Facts, Family } from './page/Facts'
import { Files } from './page/Files'
import { History } from './page/History'
import { Notices } from './page/Notices'
import { Papers } from './page/Papers'
import { Extensions, Supporting } from './page/Parties'
import { ProgressCard } from './page/ProgressCard'
import styles from './page/page.module.css'
import { Outcome, Requirement } from './page/Requirement'
import { StepStrip } from './page/StepStrip'
import { TicketActions } from './page/TicketActions'
import { pageTexts } from './page/texts'
import type { Ticket } from './types'

const AmendDialog = lazy(() => import('./page/AmendDialog'))

/** 督办页: "where does it stand, who moves next?" */
export default function TicketPage() {
  const { id = '' } = useParams()
  const ticket = useTicket(id)
  const t = useText(pageTexts)
  if (ticket.data) return <TicketView key={id} ticket={ticket.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {ticket.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={ticket.error} onRetry={() => void ticket.refetch()} />
      )}
    </>
  )
}

function TicketView({ ticket }: { ticket: Ticket }) {
  const events = useTicketEvents(ticket.id)
  const past = events.data ?? []
  return (
    <div className={styles.page}>
      <PageHeader
        title={ticket.title}
        aside={<Standing ticket={ticket} />}
        actions={
          <>
            <AmendButton ticket={ticket} />
            <Papers ticket={ticket} />
            <TicketActions ticket={ticket} />
          </>
        }
      />
      <Notices ticket={ticket} events={past} />
      <StepStrip ticket={ticket} events={past} />
      <div className={styles.columns}>
        <div className={styles.work}>
          <Outcome ticket={ticket} />
          <Requirement ticket={ticket} />
          <Facts ticket={ticket} />
          <ProgressCard ticket={ticket} />
          <Supporting ticket={ticket} />
          <Extensions ticket={ticket} />
          <Files ticket={ticket} />
          <Family ticket={ticket} />
        </div>
        <div className={styles.side}>
          {events.isError ? (
            <LoadFailure error={events.error} onRetry={() => void events.refetch()} compact />
          ) : (
            <History ticket={ticket} events={past} />
          )}
        </div>
      </div>
    </div>
  )
}

function Standing({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  return (
    <span className={styles.aside}>
      <span>{ticket.number ?? t.unnumbered}</span>
      <span className={styles.state}>{ticket.state_label}</span>
      <TicketLamp ticket={ticket} />
      <Marks ticket={ticket} />
    </span>
  )
}

function AmendButton({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const [open, setOpen] = useState(false)
  if (ticket.amendable_fields.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.amend}</Button>
      {open && (
        <Suspense>
          <AmendDialog ticket={ticket} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
