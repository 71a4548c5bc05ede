import { Link } from 'react-router'
import { cityDate, exactMoment } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import type { SessionState, StudySessionInList } from '@/shared/study/types'
import styles from './list.module.css'
import { byDay, weeksOf } from './month'
import { listTexts } from './texts'

export const SHAPES: Record<SessionState, string> = {
  planned: '○',
  held: '▲',
  confirmed: '✓',
  cancelled: '×',
}

/** What fits into a day. */
const MOST = 3

interface Props {
  month: string
  sessions: readonly StudySessionInList[]
  onDay: (day: string) => void
}

/** A month as a table of weeks; each session is a link, a full day opens as a list. */
export function MonthGrid({ month, sessions, onDay }: Props) {
  const t = useText(listTexts)
  const days = new Map(byDay(sessions))
  const today = cityDate(new Date())
  return (
    <table className={styles.month} aria-label={t.month(month)}>
      <thead>
        <tr>
          {[...t.weekdays].map((name, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: weekdays never move
            <th key={place} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day} className={day.startsWith(month) ? undefined : styles.outside}>
                <time dateTime={day} aria-current={day === today ? 'date' : undefined}>
                  {Number(day.slice(8))}
                </time>
                <Day sessions={days.get(day) ?? []} onMore={() => onDay(day)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ sessions, onMore }: { sessions: StudySessionInList[]; onMore: () => void }) {
  const t = useText(listTexts)
  const shown = sessions.length > MOST ? sessions.slice(0, MOST - 1) : sessions
  return (
    <>
      {shown.map((session) => (
        <Link
          key={session.id}
          to={`/study-sessions/${session.id}`}
          className={`${styles.chip} ${styles[session.state]}`}
          title={`${session.topic} · ${session.branch?.name ?? ''} · ${session.state_label}`}
        >
          <span aria-hidden="true">{SHAPES[session.state]}</span> {exactMoment(session.starts_at).slice(-5)}{' '}
          {session.topic}
          <span className="visually-hidden">（{session.state_label}）</span>
        </Link>
      ))}
      {shown.length < sessions.length && (
        <button type="button" className={styles.more} onClick={onMore}>
          {t.more(sessions.length - shown.length)}
        </button>
      )}
    </>
  )
}
