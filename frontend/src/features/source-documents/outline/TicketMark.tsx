import { Link } from 'react-router'
import { Lamp } from '@/shared/ui/Lamp'
import type { NodeTicket } from '../types'
import styles from './outline.module.css'

interface Props {
  ticket: NodeTicket
  /** Out of the tab order, where arrow keys move. */
  tabIndex?: number
}

/** A ticket that comes from a node, leading to it: its state, and lamp and number once it is approved. */
export function TicketMark({ ticket, tabIndex }: Props) {
  return (
    <Link className={styles.ticket} to={`/tickets/${ticket.id}`} title={ticket.title} tabIndex={tabIndex}>
      {ticket.number === null ? (
        <span className={styles.ticketNumber}>{ticket.state_label}</span>
      ) : (
        <>
          <Lamp colour={ticket.lamp} />
          <span className={styles.ticketNumber}>{ticket.number}</span>
          <span>
            {ticket.state_label} {ticket.progress_percent}%
          </span>
        </>
      )}
    </Link>
  )
}
