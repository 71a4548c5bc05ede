import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { cityDate, exactMoment } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { fetchOutputs, fetchRecords, studyKeys, useSessions } from '@/shared/study/api'
import { StateMark } from '@/shared/study/StateMark'
import type { StudySessionInList } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { LoadFailure } from '@/shared/ui/states'
import styles from './Study.module.css'
import { studyHomeTexts } from './studyTexts'

const WEEK_MS = 7 * 86_400_000
const MOST = 5

/** For a branch's officers: sheets that wait for their record or confirmation, sessions of the week, declarations. */
export default function StudyDuties() {
  const t = useText(studyHomeTexts)
  const [now] = useState(() => Date.now())
  const at = (moment: number) => new Date(moment).toISOString()
  const held = useSessions({
    state: ['held', 'planned'],
    starts_before: at(now),
    sort: 'starts_at',
    limit: MOST,
  })
  const week = useSessions({
    state: ['planned'],
    starts_after: at(now),
    starts_before: at(now + WEEK_MS),
    sort: 'starts_at',
    limit: MOST,
  })
  const failed = held.error ?? week.error
  return (
    <div className={styles.pair}>
      <Card title={t.sheets}>
        {failed && <LoadFailure error={failed} onRetry={() => void held.refetch()} compact />}
        {held.data?.items.length === 0 && <p className={styles.quiet}>{t.noSheets}</p>}
        <Sessions sessions={held.data?.items ?? []} />
        <Declarations />
      </Card>
      <Card title={t.week}>
        {week.data?.items.length === 0 && <p className={styles.quiet}>{t.noWeek}</p>}
        <Sessions sessions={week.data?.items ?? []} />
        <p>
          <Link to="/study-sessions">{t.calendar}</Link>
        </p>
      </Card>
    </div>
  )
}

function Sessions({ sessions }: { sessions: StudySessionInList[] }) {
  const t = useText(studyHomeTexts)
  return (
    <ul className={styles.rows}>
      {sessions.map(({ id, topic, starts_at, state, state_label, branch, counts }) => (
        <li key={id}>
          <Link className={styles.row} to={`/study-sessions/${id}#action`}>
            <span className={styles.head}>
              <span className={styles.title}>{topic}</span>
              <StateMark state={state} label={state_label} />
            </span>
            <span className={styles.quiet}>
              <DayText date={cityDate(new Date(starts_at))} /> {exactMoment(starts_at).slice(-5)} ·{' '}
              {branch?.name}
              {state === 'held' && ` · ${counts.unset > 0 ? t.unset(counts.unset) : t.toConfirm}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** How many declarations of members wait, exact up to what one page holds. */
function Declarations() {
  const t = useText(studyHomeTexts)
  const query = { state: ['submitted' as const], limit: 1, with_total: true }
  const records = useQuery({ queryKey: studyKeys.records(query), queryFn: () => fetchRecords(query) })
  const outputs = useQuery({ queryKey: studyKeys.outputs(query), queryFn: () => fetchOutputs(query) })
  const count = (records.data?.total ?? 0) + (outputs.data?.total ?? 0)
  if (count === 0) return null
  return (
    <p>
      <Link to="/study-records">{t.declarations(count)}</Link>
    </p>
  )
}
