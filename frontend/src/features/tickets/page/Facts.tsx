import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DayText, DueDate } from '@/shared/ui/DateText'
import { sourceText } from '../list/facts'
import type { Ticket } from '../types'
import styles from './page.module.css'
import { pageTexts } from './texts'

/** Who, by when, from where. */
export function Facts({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const missing = <span className={styles.quiet}>{t.none}</span>
  const day = (date: string | null) => (date ? <DayText date={date} /> : missing)
  return (
    <Card title={t.facts}>
      <dl className={styles.facts}>
        <Fact name={t.lead}>{ticket.lead_branch.name}</Fact>
        <Fact name={t.owner}>{ticket.owner ?? missing}</Fact>
        <Fact name={t.leader}>{ticket.leader ?? missing}</Fact>
        <Fact name={t.due}>
          <CurrentDue ticket={ticket} />
        </Fact>
        <Fact name={t.originalDue}>
          <OriginalDue ticket={ticket} />
        </Fact>
        <Fact name={t.assignedOn}>{day(ticket.assigned_on)}</Fact>
        <Fact name={t.issuing}>{ticket.issuing_branch.name}</Fact>
        <Fact name={t.source}>{sourceText(ticket.source) ?? missing}</Fact>
        <Fact name={t.kind}>
          {ticket.kind_label} · {ticket.urgency_label}
        </Fact>
        <Fact name={t.draftedBy}>{ticket.drafted_by.name}</Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function CurrentDue({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  if (!ticket.due_on) return <span className={styles.quiet}>{t.noDue}</span>
  return (
    <>
      <DueDate
        date={ticket.due_on}
        workdaysLeft={ticket.working_days_left}
        provisional={ticket.due_provisional}
      />
      {ticket.due_provisional && <small className={styles.hint}>{t.provisional}</small>}
    </>
  )
}

function OriginalDue({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  if (!ticket.original_due_on) return <span className={styles.quiet}>{t.noDue}</span>
  const moved = ticket.original_due_on !== ticket.due_on
  return (
    <>
      <DayText date={ticket.original_due_on} />
      <small className={styles.hint}>
        {!moved && t.sameAsOriginal}
        {ticket.stopped_days > 0 && t.stopped(ticket.stopped_days)}
      </small>
    </>
  )
}

/** The ticket's family: parent and sub-tickets. */
export function Family({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const mayAdd = useCan()('ticket:draft') && ticket.phase === 'track'
  if (!ticket.parent_id && ticket.children.length === 0 && !mayAdd) return null
  return (
    <Card title={t.children}>
      {ticket.parent_id && (
        <p>
          <Link to={`/tickets/${ticket.parent_id}`}>{t.openParent}</Link>
        </p>
      )}
      <ul className={styles.plain}>
        {ticket.children.map((child) => (
          <li key={child.id}>
            <Link to={`/tickets/${child.id}`} className={styles.link}>
              {child.name}
            </Link>
          </li>
        ))}
      </ul>
      {mayAdd && (
        <Link to={`/tickets/new?parent=${ticket.id}`} className={`${styles.link} no-print`}>
          + {t.addChild}
        </Link>
      )}
    </Card>
  )
}
