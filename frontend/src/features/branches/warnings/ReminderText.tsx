import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import type { Reminder } from './rules'
import { warningTexts } from './texts'
import styles from './warnings.module.css'

/** Read in the article itself, or set by the platform and said so in the rule: nothing to verify. */
const SETTLED = ['A', 'P']

/** What a reminder says, with the article it rests on. */
export function ReminderText({ reminder }: { reminder: Reminder }) {
  const t = useText(warningTexts)
  const gap = useLanguage() === 'en' ? ' ' : ''
  return (
    <span className={styles.text}>
      {reminder.details.join(gap)}
      <span className={styles.rule}>
        {reminder.rule}
        {!SETTLED.includes(reminder.confidence) && ` · ${t.unverified}`}
      </span>
    </span>
  )
}
