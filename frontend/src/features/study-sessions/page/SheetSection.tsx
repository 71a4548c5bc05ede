import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import type { StudySession } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useSheet } from '../api'
import { AttendanceCard } from '../sheet/AttendanceCard'
import { RecordedCard } from '../sheet/RecordedCard'
import { pageTexts } from './texts'

interface Props {
  session: StudySession
  onUnsaved: (count: number) => void
}

/** The sheet by name for who keeps it or supervises the branch; how many came for everybody else. */
export function SheetSection({ session, onUnsaved }: Props) {
  const t = useText(pageTexts)
  const offered = session.available_actions.some(({ action }) => action === 'hold')
  if (session.state === 'cancelled') return null
  if (session.state === 'planned') {
    return session.keeps ? <Card title={t.counts}>{offered ? t.beginHelp : t.notBegun}</Card> : null
  }
  return <Named session={session} onUnsaved={onUnsaved} />
}

function Named({ session, onUnsaved }: Props) {
  const sheet = useSheet(session.id)
  const me = useMe()
  // What was changed and not saved is kept by account: a sheet that is there first would start without it.
  if (sheet.isPending || me.isPending) return <Loading />
  if (sheet.isError) {
    return session.keeps ? (
      <LoadFailure error={sheet.error} onRetry={() => void sheet.refetch()} compact />
    ) : (
      <Counts session={session} />
    )
  }
  return session.keeps && session.state === 'held' ? (
    <AttendanceCard sheet={sheet.data} onUnsaved={onUnsaved} />
  ) : (
    <RecordedCard session={session} lines={sheet.data.lines} />
  )
}

function Counts({ session: { counts } }: { session: StudySession }) {
  const t = useText(pageTexts)
  return (
    <Card title={t.counts}>
      <p>{t.countsLine(counts.expected, counts.present, counts.leave, counts.absent, counts.made_up)}</p>
      {counts.walk_ins > 0 && <p>{t.walkIns(counts.walk_ins)}</p>}
    </Card>
  )
}
