import { useText } from '@/shared/i18n/texts'
import styles from './study.module.css'
import { studyTexts } from './texts'
import type { CreditOutcome } from './types'

/** How many records, hours and points follow from a step, or have followed. */
export function Outcome({ title, outcome }: { title: string; outcome: CreditOutcome }) {
  const t = useText(studyTexts)
  return (
    <div className={styles.outcome} role="status">
      <strong>{title}</strong>
      <p>{t.followed(outcome)}</p>
      {outcome.waiting > 0 && <p>{t.waiting(outcome.waiting)}</p>}
      {outcome.unrewarded > 0 && <p>{t.unrewarded(outcome.unrewarded)}</p>}
    </div>
  )
}
