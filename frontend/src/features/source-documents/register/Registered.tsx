import Button from 'antd/es/button'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DueDate } from '@/shared/ui/DateText'
import type { Ticket } from '../types'
import styles from './register.module.css'
import { registerTexts } from './texts'

interface Props {
  tickets: Ticket[]
  documentId: string
  onGoOn: () => void
}

/** What was registered, each leading to its ticket. */
export function Registered({ tickets, documentId, onGoOn }: Props) {
  const t = useText(registerTexts)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const submitted = tickets.some(({ state }) => state !== 'drafted')
  return (
    <Card className={styles.done}>
      <h2 ref={head} tabIndex={-1} className={styles.doneTitle}>
        ✓ {t.doneTitle(tickets.length)}
      </h2>
      <p>{submitted ? t.doneSubmitted : t.doneDrafted}</p>
      <ol className={styles.tickets}>
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link to={`/tickets/${ticket.id}`}>{ticket.title}</Link>
            <span className={styles.facts}>
              <span>{ticket.state_label}</span>
              <span>{ticket.lead_branch.name}</span>
              <DueDate date={ticket.due_on} />
            </span>
          </li>
        ))}
      </ol>
      <div className={styles.doneActions}>
        <Button type="primary" onClick={onGoOn}>
          {t.goOn}
        </Button>
        <Link className={styles.linkOut} to={`/tickets?source_id=${documentId}`}>
          {t.toTickets}
        </Link>
      </div>
    </Card>
  )
}
