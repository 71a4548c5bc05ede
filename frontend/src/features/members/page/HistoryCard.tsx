import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { EmptyState } from '@/shared/ui/states'
import { Timeline, type TimelineEntry } from '@/shared/ui/Timeline'
import type { MemberChange } from '../types'
import { ChangeLines } from './ChangeLines'
import { pageTexts } from './texts'

const STEPS_BACK = new Set([
  'suspend',
  'remove',
  'cancel_probation',
  'end_development',
  'strike',
  'report_lost',
])

const entryOf = (change: MemberChange): TimelineEntry => ({
  id: change.id,
  at: change.at,
  title: change.action_label,
  actor: `${change.actor.name} · ${change.branch.name}`,
  comment: change.reason,
  details: <ChangeLines change={change} />,
  tone: STEPS_BACK.has(change.action)
    ? 'refusal'
    : change.from_state !== change.to_state
      ? 'strong'
      : undefined,
})

/** 转接与变动: what was done on the record, newest first. */
export function HistoryCard({ acts }: { acts: MemberChange[] }) {
  const t = useText(pageTexts)
  const changes = acts.filter(({ action }) => action !== 'reveal')
  return (
    <Card title={t.history}>
      {changes.length === 0 && <EmptyState title={t.noHistory} compact />}
      <Timeline label={t.history} entries={changes.map(entryOf).reverse()} />
    </Card>
  )
}

/** 数据查看记录: who looked at sealed fields, when and why, newest first. */
export function RevealsCard({ acts }: { acts: MemberChange[] }) {
  const t = useText(pageTexts)
  const looks = acts.filter(({ action }) => action === 'reveal')
  return (
    <Card title={t.reveals}>
      {looks.length === 0 && (
        <EmptyState title={t.noReveals} compact>
          {t.noRevealsText}
        </EmptyState>
      )}
      <Timeline
        label={t.reveals}
        entries={looks.map((act) => ({ ...entryOf(act), tone: undefined })).reverse()}
      />
    </Card>
  )
}
