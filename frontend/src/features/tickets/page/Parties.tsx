import { dayText } from '@/shared/format/dates'
import { useLabel } from '@/shared/i18n/labels'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { EXTENSION_STATES } from '../labels'
import type { SupportingBranch, Ticket } from '../types'
import styles from './page.module.css'
import { pageTexts } from './texts'

/** The supporting branches, each with its feedback or why it was waived. */
export function Supporting({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  if (ticket.supporting_branches.length === 0) return null
  return (
    <Card title={t.supporting}>
      <ul className={styles.rows}>
        {ticket.supporting_branches.map((branch) => (
          <li key={branch.id}>
            <div className={styles.rowHead}>
              <strong>{branch.name}</strong>
              <span className={styles.quiet}>
                {branch.feedback_percent !== null && `${branch.feedback_percent}% · `}
                {branch.feedback_at && <DateText at={branch.feedback_at} />}
              </span>
            </div>
            <Feedback branch={branch} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Feedback({ branch }: { branch: SupportingBranch }) {
  const t = useText(pageTexts)
  if (branch.feedback) return <p className={styles.prose}>{branch.feedback}</p>
  if (branch.waived_at) return <p className={styles.quiet}>{t.feedbackWaived(branch.waiver_reason ?? '')}</p>
  return <p className={styles.open}>{t.feedbackMissing}</p>
}

/** Every extension asked for, with its decision. */
export function Extensions({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const language = useLanguage()
  const day = (date: string) => dayText(date, language, new Date())
  if (ticket.extensions.length === 0) return null
  return (
    <Card title={t.extensions}>
      <ul className={styles.rows}>
        {ticket.extensions.map((extension) => (
          <li key={extension.id}>
            <div className={styles.rowHead}>
              <strong>{t.fromTo(day(extension.previous_due_on), day(extension.due_on))}</strong>
              <span>{label(EXTENSION_STATES[extension.state])}</span>
            </div>
            <p className={styles.prose}>{extension.reason}</p>
            <p className={styles.quiet}>
              {t.requestedBy(extension.requested_by)} <DateText at={extension.requested_at} />
              {extension.decided_by && ` · ${t.decidedBy(extension.decided_by)} `}
              {extension.decided_at && <DateText at={extension.decided_at} />}
            </p>
            {extension.decision && <p className={styles.prose}>{extension.decision}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
