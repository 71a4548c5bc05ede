import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import { useDayFacts } from './dueDates'
import styles from './items.module.css'

/** What a clerk should know of a due date: it is a day off, or provisional. */
export function DueNote({ day }: { day: string | null }) {
  const t = useText(registerTexts)
  const facts = useDayFacts(day)
  if (facts === null) return null
  return (
    <>
      {!facts.working && <span className={styles.note}>{t.restDay(facts.name ?? t.weekend)}</span>}
      {facts.provisional && <span className={styles.note}>{t.provisional}</span>}
    </>
  )
}
