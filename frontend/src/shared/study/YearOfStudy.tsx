import Button from 'antd/es/button'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { DayText } from '@/shared/ui/DateText'
import { EmptyState } from '@/shared/ui/states'
import { StateMark } from './StateMark'
import styles from './study.module.css'
import { studyTexts } from './texts'
import type { MemberStudy } from './types'

interface Props {
  study: MemberStudy
  /** Left out where the page chooses the year itself. */
  onYear?: (year: number) => void
  /** The last year there is to see. */
  latest?: number
}

/** A member's year of study: the sums, then each record by kind. For the member and the branch's officers alone. */
export function YearOfStudy({ study, onYear, latest }: Props) {
  const t = useText(studyTexts)
  const kinds = kindsOf(study)
  return (
    <>
      {onYear && (
        <div className={`${styles.years} no-print`}>
          <Button onClick={() => onYear(study.year - 1)}>{t.earlier}</Button>
          <strong>{t.year(study.year)}</strong>
          <Button disabled={study.year >= (latest ?? study.year)} onClick={() => onYear(study.year + 1)}>
            {t.later}
          </Button>
        </div>
      )}
      <p className={styles.sum}>
        <span className={styles.figure}>{t.hours(study.hours)}</span>
        <span>{t.organised(study.organised_hours)}</span>
        <span>{t.trainings(study.trainings)}</span>
      </p>
      {kinds.length === 0 && (
        <EmptyState title={t.noStudy} compact>
          {t.noStudyText}
        </EmptyState>
      )}
      {kinds.map(({ code, label, hours, records }) => (
        <section key={code} aria-label={label}>
          <h3 className={styles.kind}>
            {label}
            <span>
              {t.hours(hours)} · {t.records(records.length)}
            </span>
          </h3>
          <ul className={styles.rows}>
            {records.map((record) => (
              <li key={record.id}>
                <Link className={styles.row} to={`/study-records/${record.id}`}>
                  <span>{record.title}</span>
                  <DayText date={record.occurred_on} />
                  <span>{t.hours(record.hours)}</span>
                  <StateMark state={record.state} label={record.state_label} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

interface KindOfYear {
  code: string
  label: string
  hours: string | number
  records: MemberStudy['records']
}

/** The year's records by kind: those that count first, then kinds of which nothing is confirmed. */
export function kindsOf({ by_kind, records }: Pick<MemberStudy, 'by_kind' | 'records'>): KindOfYear[] {
  const named = new Map<string, Omit<KindOfYear, 'records'>>(
    by_kind.map(({ kind, hours }) => [kind.code, { ...kind, hours }]),
  )
  for (const { kind } of records) if (!named.has(kind.code)) named.set(kind.code, { ...kind, hours: '0' })
  return [...named.values()].map((kind) => ({
    ...kind,
    records: records.filter((record) => record.kind.code === kind.code),
  }))
}
