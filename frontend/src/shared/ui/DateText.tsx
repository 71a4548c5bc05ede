import { cityDate, dayText, exactMoment, momentText, workdaysText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './text.module.css'

const texts = defineTexts(
  { none: '未设时限', about: '（暂计）', provisional: '该年的工作日历尚未公布，工作日为暂计' },
  {
    none: 'no due date',
    about: ' (estimate)',
    provisional: 'The work calendar of that year is not out yet: an estimate',
  },
)

interface MomentProps {
  /** RFC 3339. */
  at: string
}

/** A moment: relative under 24 hours, the exact time on hover. */
export function DateText({ at }: MomentProps) {
  const language = useLanguage()
  return (
    <time dateTime={at} title={exactMoment(at)} className={styles.nowrap}>
      {momentText(at, language, new Date())}
    </time>
  )
}

interface DayProps {
  /** `YYYY-MM-DD`. */
  date: string
}

/** A legal date without a clock: `11月21日（周六）`. */
export function DayText({ date }: DayProps) {
  const language = useLanguage()
  return (
    <time dateTime={date} title={date} className={styles.nowrap}>
      {dayText(date, language, new Date())}
    </time>
  )
}

interface DueProps {
  /** `YYYY-MM-DD`, or null while no limit is set. */
  date: string | null | undefined
  /** Working days to the date as the API counted them, negative when overdue; leave out when the clock no longer runs. */
  workdaysLeft?: number | null
  /** The work calendar of that year is not complete: the count is an estimate and says so. */
  provisional?: boolean
  /** The days left on a line of their own: for a narrow column. */
  stacked?: boolean
}

/** A due date: `11月21日（周六） · 还剩 5 个工作日`. */
export function DueDate({ date, workdaysLeft, provisional = false, stacked = false }: DueProps) {
  const language = useLanguage()
  const t = useText(texts)
  if (!date) return <span className={styles.quiet}>{t.none}</span>
  const late = typeof workdaysLeft === 'number' && date < cityDate(new Date())
  return (
    <time dateTime={date} title={provisional ? `${date} ${t.provisional}` : date}>
      <span className={styles.nowrap}>{dayText(date, language, new Date())}</span>
      {typeof workdaysLeft === 'number' && (
        <>
          {' '}
          <span className={stacked ? styles.line : styles.nowrap}>
            {!stacked && '· '}
            <span className={late ? styles.late : undefined}>
              {workdaysText(workdaysLeft, late, language)}
            </span>
          </span>
        </>
      )}
    </time>
  )
}
