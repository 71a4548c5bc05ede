import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { Lamp } from '@/shared/ui/Lamp'
import { registerTexts } from '../register/texts'
import type { NodeTicket } from '../types'
import styles from './outline.module.css'

interface Props {
  ticket: NodeTicket
  /** Out of the tab order, where arrow keys move. */
  tabIndex?: number
}

/** A ticket that comes from a node: lamp, number and state, leading to it. */
export function TicketMark({ ticket, tabIndex }: Props) {
  const t = useText(registerTexts)
  return (
    <Link className={styles.ticket} to={`/tickets/${ticket.id}`} title={ticket.title} tabIndex={tabIndex}>
      <Lamp colour={ticket.lamp} />
      <span className={styles.ticketNumber}>{ticket.number ?? t.unnumbered}</span>
      <span>
        {ticket.state_label} {ticket.progress_percent}%
      </span>
    </Link>
  )
}
