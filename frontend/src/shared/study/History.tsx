import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Timeline } from '@/shared/ui/Timeline'
import { studyTexts } from './texts'
import type { StudyEvent } from './types'

const STEPS_BACK = new Set(['cancel', 'reopen', 'reject', 'withdraw'])

/** What happened to a session, a record or an outcome, the newest first. */
export function History({ events }: { events: StudyEvent[] }) {
  const t = useText(studyTexts)
  const entries = [...events].reverse().map((event) => ({
    id: event.id,
    at: event.at,
    title: event.action_label,
    actor: event.actor,
    comment: event.comment,
    tone: STEPS_BACK.has(event.action) ? ('refusal' as const) : ('strong' as const),
  }))
  return (
    <Card title={t.history}>
      <Timeline label={t.history} entries={entries} />
    </Card>
  )
}
