import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Lamp } from '@/shared/ui/Lamp'
import { URGE_LEVELS } from '../labels'
import type { TicketSummary } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'

/** A ticket's lamp; once it is closed, whether that was in time. */
export function TicketLamp({ ticket }: { ticket: TicketSummary }) {
  const t = useText(listTexts)
  const closed = { true: t.inTime, false: t.late, null: ticket.lamp_label }[String(ticket.closed_in_time)]
  return <Lamp colour={ticket.lamp} word={ticket.lamp === 'grey' ? closed : ticket.lamp_label} />
}

/** What stands out: urgent, urged, an extension that waits. */
export function Marks({ ticket }: { ticket: TicketSummary }) {
  const t = useText(listTexts)
  const label = useLabel()
  const urged = URGE_LEVELS[ticket.urge_level - 1]
  const marks = [
    ticket.urgency === 'normal' ? null : ticket.urgency_label,
    urged ? label(urged) : null,
    ticket.extension_requested_to ? t.extensionWaits : null,
  ].filter((mark) => mark !== null)
  return (
    <>
      {marks.map((mark) => (
        <span key={mark} className={styles.mark}>
          {mark}
        </span>
      ))}
    </>
  )
}

/** Progress as a bar with its figure. */
export function Progress({ percent, label }: { percent: number; label?: string }) {
  return (
    <span className={styles.progress}>
      <span className={styles.track} aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      <span className={styles.percent}>{percent}%</span>
      {label && <span className={styles.stateLabel}>{label}</span>}
    </span>
  )
}

/** Where the matter comes from, in one line. */
export function sourceText(source: TicketSummary['source']): string | null {
  if (!source) return null
  return [source.kind_label, source.document_no ?? source.title, source.item].filter(Boolean).join(' · ')
}
