import type { ReactNode } from 'react'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { STATES } from '../labels'
import type { Ticket, TicketEvent } from '../types'
import styles from './page.module.css'
import { lastOf } from './steps'
import { pageTexts } from './texts'

/** What a reader must know before anything else: suspended, waiting, withdrawn, archived. */
export function Notices({ ticket, events }: { ticket: Ticket; events: TicketEvent[] }) {
  const t = useText(pageTexts)
  const language = useLanguage()
  const day = (date: string) => dayText(date, language, new Date())
  const waiting = ticket.extensions.find(({ state }) => state === 'requested')
  const resumes = STATES[ticket.resume_state ?? 'in_progress'][language]
  return (
    <>
      {ticket.state === 'suspended' && (
        <Notice title={t.suspended} reason={lastOf(events, 'suspend')?.comment}>
          {ticket.clock_stopped_on && t.suspendedText(day(ticket.clock_stopped_on), resumes)}
        </Notice>
      )}
      {ticket.state === 'withdrawn' && (
        <Notice title={t.withdrawn} reason={lastOf(events, 'withdraw')?.comment}>
          {t.withdrawnText}
        </Notice>
      )}
      {ticket.state === 'archived' && <Notice title={t.archived}>{t.archivedText}</Notice>}
      {ticket.state === 'closing_review' && <Notice title={t.waitsReview}>{t.wait}</Notice>}
      {waiting && (
        <Notice title={t.waitsExtension} reason={waiting.reason}>
          {t.extensionTo(day(waiting.due_on))}
        </Notice>
      )}
    </>
  )
}

interface NoticeProps {
  title: string
  reason?: string | null
  children: ReactNode
}

export function Notice({ title, reason, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      <strong>{title}</strong>
      <span>{children}</span>
      {reason && <q>{reason}</q>}
    </div>
  )
}
