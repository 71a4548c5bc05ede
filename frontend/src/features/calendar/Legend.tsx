import { useText } from '@/shared/i18n/texts'
import styles from './calendar.module.css'
import { type DayKind, SIGNS } from './days'
import { calendarTexts } from './texts'

const KINDS: readonly DayKind[] = ['workday', 'weekend', 'holiday', 'make_up']

/** What the looks of the days mean. */
export function Legend() {
  const t = useText(calendarTexts)
  return (
    <ul className={styles.legend} aria-label={t.legend}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <span className={`${styles.sample} ${styles[kind]}`} aria-hidden="true">
            8<small>{SIGNS[kind]}</small>
          </span>
          {t[kind]}
        </li>
      ))}
      <li>
        <span className={`${styles.sample} ${styles.overridden}`} aria-hidden="true">
          8
        </span>
        {t.byHand}
      </li>
      <li>
        <span className={`${styles.sample} ${styles.today}`} aria-hidden="true">
          8
        </span>
        {t.today}
      </li>
      <li className={`${styles.keys} no-print`}>{t.keys}</li>
    </ul>
  )
}
