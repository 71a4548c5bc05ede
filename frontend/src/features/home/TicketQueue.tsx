import { Link } from 'react-router'
import type { components } from '@/api/schema'
import { ACTION_HASH } from '@/shared/actions/actions'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { Card } from '@/shared/ui/Card'
import { DueDate } from '@/shared/ui/DateText'
import { Lamp } from '@/shared/ui/Lamp'
import { EmptyState } from '@/shared/ui/states'
import styles from './TicketQueue.module.css'
import { homeTexts } from './texts'

type Ticket = components['schemas']['TicketSummary']

interface Props {
  title: string
  tickets: Ticket[]
  /** All that wait, of which `tickets` are the first. */
  count: number
  empty: string
  emptyText: string
  /** Rows wait for a step: they name the state and open the ticket at its action bar. */
  atAction?: boolean
}

/** One queue of the home page. */
export function TicketQueue({ title, tickets, count, empty, emptyText, atAction = false }: Props) {
  const t = useText(homeTexts)
  const idle = tickets.length === 0
  return (
    <Card
      title={title}
      aside={count > 0 && t.count(count)}
      className={`${styles.queue} ${idle ? styles.idle : ''}`}
    >
      {idle ? (
        <EmptyState title={empty} compact>
          {emptyText}
        </EmptyState>
      ) : (
        <ul className={styles.rows} onKeyDown={onRowKeys}>
          {tickets.map((ticket) => (
            <Row key={ticket.id} ticket={ticket} atAction={atAction} />
          ))}
        </ul>
      )}
      {tickets.length > 0 && tickets.length < count && (
        <p className={styles.more}>{t.shown(tickets.length, count)}</p>
      )}
    </Card>
  )
}

function Row({ ticket, atAction }: { ticket: Ticket; atAction: boolean }) {
  const t = useText(homeTexts)
  return (
    <li>
      <Link data-row className={styles.row} to={`/tickets/${ticket.id}${atAction ? ACTION_HASH : ''}`}>
        <span className={styles.head}>
          <span className={styles.title}>{ticket.title}</span>
          {atAction && <span className={styles.state}>{ticket.state_label}</span>}
        </span>
        <span className={styles.facts}>
          <Lamp colour={ticket.lamp} word={ticket.lamp_label} />
          <DueDate
            date={ticket.due_on}
            workdaysLeft={ticket.working_days_left}
            provisional={ticket.due_provisional}
          />
          <span>{ticket.lead_branch.name}</span>
          <span>{ticket.number ?? t.unnumbered}</span>
        </span>
      </Link>
    </li>
  )
}
