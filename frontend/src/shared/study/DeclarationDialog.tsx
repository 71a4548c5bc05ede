import { useState } from 'react'
import ActionDialog from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type { Problem } from '@/shared/api/problem'
import { Conflict, isConflict } from '@/shared/forms/Conflict'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { studyKeys, useRefreshStudy } from './api'
import type { Declared } from './DeclarationSteps'
import { studyTexts } from './texts'
import type { CreditOutcome, StudyOutput, StudyRecord } from './types'

interface Props {
  declared: Declared
  action: AvailableAction
  onClose: () => void
}

/** The form of one step of a record or an outcome; when somebody was faster it says so. */
export default function DeclarationDialog({ declared, action, onClose }: Props) {
  const t = useText(studyTexts)
  const refresh = useRefreshStudy()
  const [conflict, setConflict] = useState<Problem | null>(null)
  const { is, thing } = declared
  const key = is === 'record' ? studyKeys.record(thing.id) : studyKeys.output(thing.id)
  const withdrawal = action.action === 'withdraw' && thing.state === 'confirmed'
  const asked = withdrawal ? { ...action, required: ['comment'] } : action
  return (
    <ActionDialog
      action={asked}
      recordKey={`study-${is}:${thing.id}`}
      note={
        <>
          {conflict && (
            <Conflict problem={conflict} refreshing={false} onRefresh={() => void refresh().then(onClose)} />
          )}
          <p>
            {thing.member.name} · {thing.title}
          </p>
        </>
      }
      send={({ comment }, idempotency) =>
        move(declared, { action: action.action, comment: (comment as string) || null }, idempotency)
      }
      onProblem={(error) => {
        if (!isConflict(error)) return false
        setConflict(error)
        return true
      }}
      onDone={async (changed) => {
        onClose()
        const { outcome } = changed
        toast.done([t.done(action.label), ...followedBy(outcome, t)].join('。'))
        await refresh(key, changed)
      }}
      onCancel={onClose}
    />
  )
}

/** What has followed from a confirmation, in words; nothing from another step. */
function followedBy(
  outcome: CreditOutcome | null | undefined,
  t: ReturnType<typeof useText<typeof studyTexts.zh>>,
) {
  if (!outcome) return []
  const unrewarded = outcome.unrewarded > 0 ? t.unrewarded(outcome.unrewarded) : ''
  return outcome.records > 0 || outcome.points > 0 ? [t.followed(outcome) + unrewarded] : []
}

function move(
  { is, thing }: Declared,
  body: { action: string; comment: string | null },
  key: string,
): Promise<StudyRecord | StudyOutput> {
  const headers = { ...ifMatch(thing.version), ...idempotent(key) }
  return is === 'record'
    ? unwrap(
        api.POST('/api/v1/study-records/{record_id}/transitions', {
          params: { path: { record_id: thing.id } },
          body,
          headers,
        }),
      )
    : unwrap(
        api.POST('/api/v1/study-outputs/{output_id}/transitions', {
          params: { path: { output_id: thing.id } },
          body,
          headers,
        }),
      )
}
