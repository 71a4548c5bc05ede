import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { cityDate, exactMoment } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { fetchOutputs, fetchRecords, studyKeys, useOwnSessions, useOwnStudyYear } from '@/shared/study/api'
import { hoursText } from '@/shared/study/hours'
import { studyTexts } from '@/shared/study/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { LinkButton } from '@/shared/ui/LinkButton'
import { LoadFailure } from '@/shared/ui/states'
import styles from './Study.module.css'
import { studyHomeTexts } from './studyTexts'

const SOON = 3

/** A member's own study: the next session, the year's hours, what they have asked the branch to confirm. */
export default function MyStudy({ memberId }: { memberId: string }) {
  const t = useText(studyHomeTexts)
  return (
    <div className={styles.pair}>
      <Card title={t.next}>
        <NextSessions />
      </Card>
      <Card title={t.mine}>
        <Hours />
        <Requests memberId={memberId} />
        <div>
          <LinkButton to="/study-records/new">{t.declare}</LinkButton>
        </div>
      </Card>
    </div>
  )
}

function NextSessions() {
  const t = useText(studyHomeTexts)
  const coming = useOwnSessions('coming', SOON)
  if (coming.isError) {
    return <LoadFailure error={coming.error} onRetry={() => void coming.refetch()} compact />
  }
  if (coming.data?.items.length === 0) return <p className={styles.quiet}>{t.noNext}</p>
  return (
    <ul className={styles.rows}>
      {coming.data?.items.map(({ id, topic, starts_at, place, kind }) => (
        <li key={id}>
          <Link className={styles.row} to={`/study-sessions/${id}`}>
            <span className={styles.title}>{topic}</span>
            <span className={styles.quiet}>
              <DayText date={cityDate(new Date(starts_at))} /> {exactMoment(starts_at).slice(-5)} ·{' '}
              {[kind.label, place].filter(Boolean).join(' · ')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Hours() {
  const t = useText(studyHomeTexts)
  const words = useText(studyTexts)
  const year = useOwnStudyYear()
  if (year.isError) return <LoadFailure error={year.error} onRetry={() => void year.refetch()} compact />
  if (!year.data) return null
  const { exemption } = year.data.requirement
  return (
    <>
      <p className={styles.sum}>
        <strong>{words.hours(year.data.hours)}</strong>
        <span>{words.organised(year.data.organised_hours)}</span>
        <span>{words.trainings(year.data.trainings)}</span>
      </p>
      {exemption && <p className={styles.quiet}>{t.exempt(exemption.ground_label)}</p>}
      {year.data.requirement.items.map(({ code, label, done, required, unit, state_label }) => (
        <p key={code} className={styles.sum}>
          <span>{label}</span>
          <span>{t.against(hoursText(done), hoursText(required), unit)}</span>
          <span className={styles.quiet}>{state_label}</span>
        </p>
      ))}
      <p>
        <Link to="/study-records?tab=records">{t.allRecords}</Link>
      </p>
    </>
  )
}

/** What the branch has not confirmed yet. */
function Requests({ memberId }: { memberId: string }) {
  const t = useText(studyHomeTexts)
  const query = { member_id: memberId, state: ['submitted' as const], limit: SOON }
  const records = useQuery({ queryKey: studyKeys.records(query), queryFn: () => fetchRecords(query) })
  const outputs = useQuery({ queryKey: studyKeys.outputs(query), queryFn: () => fetchOutputs(query) })
  const waiting = [
    ...(records.data?.items ?? []).map(({ id, title }) => ({ id, title, to: `/study-records/${id}` })),
    ...(outputs.data?.items ?? []).map(({ id, title }) => ({ id, title, to: `/study-outputs/${id}` })),
  ]
  if (waiting.length === 0) return null
  return (
    <>
      <p className={styles.quiet}>{t.waiting}</p>
      <ul className={styles.rows}>
        {waiting.map(({ id, title, to }) => (
          <li key={id}>
            <Link className={styles.row} to={to}>
              <span className={styles.title}>{title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
