import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/lists/cards.module.css'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { DueDate } from '@/shared/ui/DateText'
import type { TicketSummary } from '../types'
import { Marks, Progress, TicketLamp } from './facts'
import { listTexts } from './texts'

interface Props {
  tickets: TicketSummary[]
  /** On the board the column says the state. */
  showState?: boolean
}

/** Tickets as cards: the list on a phone, a column of the board. */
export function TicketCards({ tickets, showState = true }: Props) {
  return (
    <ul className={styles.cards} onKeyDown={onRowKeys}>
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <TicketCard ticket={ticket} showState={showState} />
        </li>
      ))}
    </ul>
  )
}

function TicketCard({ ticket, showState }: { ticket: TicketSummary; showState: boolean }) {
  const t = useText(listTexts)
  return (
    <Link data-row className={styles.card} to={`/tickets/${ticket.id}`}>
      <span className={styles.head}>
        <TicketLamp ticket={ticket} />
        <span className={styles.quiet}>{ticket.number ?? t.unnumbered}</span>
      </span>
      <span className={styles.title}>{ticket.title}</span>
      <span className={styles.unit}>{ticket.lead_branch.name}</span>
      <span className={styles.quiet}>
        <DueDate
          date={ticket.due_on}
          workdaysLeft={ticket.working_days_left}
          provisional={ticket.due_provisional}
          stacked={!showState}
        />
      </span>
      <Progress percent={ticket.progress_percent} label={showState ? ticket.state_label : undefined} />
      <span className={styles.marks}>
        <Marks ticket={ticket} />
      </span>
    </Link>
  )
}
