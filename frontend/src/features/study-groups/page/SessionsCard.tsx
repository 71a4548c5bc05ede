import { Link } from 'react-router'
import { appointmentText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { StateMark } from '@/shared/study/StateMark'
import { studyTexts } from '@/shared/study/texts'
import type { StudySessionInList } from '@/shared/study/types'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useGroupSessions } from '../api'
import { groupTexts } from '../texts'
import type { Group } from '../types'

/** The sessions of the group, the latest first. */
export function SessionsCard({ group }: { group: Group }) {
  const t = useText(groupTexts)
  const sessions = useGroupSessions(group.id, useCan()('study:read'))
  return (
    <Card title={t.held} aside={sessions.data?.next_cursor ? t.latest : undefined}>
      {sessions.isPending && <Loading />}
      {sessions.isError && <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.data?.items.length === 0 && (
        <EmptyState title={t.noSessions} compact>
          {group.may_change && t.noSessionsText}
        </EmptyState>
      )}
      {sessions.data && sessions.data.items.length > 0 && (
        <ul className={styles.rows}>
          {sessions.data.items.map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function SessionLine({ session }: { session: StudySessionInList }) {
  const t = useText(groupTexts)
  const words = useText(studyTexts)
  const language = useLanguage()
  const { id, topic, starts_at, state, state_label, hours, counts } = session
  return (
    <li>
      <p className={styles.head}>
        <Link to={`/study-sessions/${id}`}>{topic}</Link>
        <StateMark state={state} label={state_label} />
      </p>
      <p className={styles.quiet}>
        {[
          appointmentText(starts_at, language, new Date()),
          words.hours(hours),
          state === 'confirmed' ? t.came(counts.present + counts.made_up, counts.expected) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}
