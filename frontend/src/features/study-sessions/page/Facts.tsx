import { Link } from 'react-router'
import { cityDate, exactMoment } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { studyTexts } from '@/shared/study/texts'
import type { StudySession } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { pageTexts } from './texts'

const clock = (moment: string) => exactMoment(moment).slice(-5)

/** When a session is: `11月28日（周六） 14:30–16:00`. */
export function SessionTime({ starts, ends }: { starts: string; ends: string }) {
  const [first, last] = [cityDate(new Date(starts)), cityDate(new Date(ends))]
  return (
    <span>
      <DayText date={first} /> {clock(starts)}–{last !== first && <DayText date={last} />}
      {clock(ends)}
    </span>
  )
}

export function SessionFacts({ session }: { session: StudySession }) {
  const t = useText(pageTexts)
  const words = useText(studyTexts)
  const { own, source_document_id: source } = session
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.time, <SessionTime key="time" starts={session.starts_at} ends={session.ends_at} />],
          [t.hours, `${words.hours(session.hours)}（${session.length_label}）`],
          [t.branch, session.branch?.name],
          [t.kind, session.kind.label],
          [t.mode, session.mode_label],
          [t.place, session.place],
          [t.host, session.host],
          [t.material, session.material],
          [
            t.source,
            source && (
              <Link key="source" to={`/source-documents/${source}`}>
                {t.openSource}
              </Link>
            ),
          ],
          [t.expected, t.expectedCount(session.expected_label, session.counts.expected)],
          [t.planned, session.planned_by],
          [t.confirmed, session.confirmed_by],
          [t.own, own && [own.mark_label, own.reason].filter(Boolean).join('，')],
        ]}
      />
    </Card>
  )
}
