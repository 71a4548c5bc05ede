import { Link } from 'react-router'
import { exactMoment } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import cards from '@/shared/lists/cards.module.css'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { StateMark } from '@/shared/study/StateMark'
import { studyTexts } from '@/shared/study/texts'
import type { StudySessionInList } from '@/shared/study/types'
import { DayText } from '@/shared/ui/DateText'
import styles from './list.module.css'
import { byDay } from './month'
import { listTexts } from './texts'

interface Props {
  sessions: readonly StudySessionInList[]
  /** The latest day first: for what is behind. */
  falling?: boolean
}

/** Sessions day by day: the list on a phone, a full day, what one is expected at oneself. */
export function DayList({ sessions, falling = false }: Props) {
  const days = byDay(sessions)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: moves the focus between the links within
    <div className={styles.days} onKeyDown={onRowKeys}>
      {(falling ? days.reverse() : days).map(([day, held]) => (
        <section key={day} aria-label={day}>
          <h2 className={styles.day}>
            <DayText date={day} />
          </h2>
          <ul className={cards.cards}>
            {held.map((session) => (
              <li key={session.id}>
                <SessionRow session={session} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function SessionRow({ session }: { session: StudySessionInList }) {
  const t = useText(listTexts)
  const words = useText(studyTexts)
  const { counts, own, state } = session
  const recorded = state === 'held' || state === 'confirmed'
  const facts = [session.kind.label, session.branch?.name, session.place, words.hours(session.hours)]
  return (
    <Link data-row className={cards.card} to={`/study-sessions/${session.id}`}>
      <span className={cards.head}>
        <span className={cards.title}>
          {exactMoment(session.starts_at).slice(-5)}–{exactMoment(session.ends_at).slice(-5)} {session.topic}
        </span>
        <StateMark state={state} label={session.state_label} />
      </span>
      <span className={cards.quiet}>{facts.filter(Boolean).join(' · ')}</span>
      <span className={cards.quiet}>
        {recorded
          ? t.attended(counts.present + counts.made_up, counts.expected)
          : t.expectedCount(counts.expected)}
        {own && own.mark !== 'unset' && ` · ${t.ownMark(own.mark_label)}`}
      </span>
    </Link>
  )
}
