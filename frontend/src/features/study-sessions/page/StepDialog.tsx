import { useState } from 'react'
import ActionDialog from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import type { Problem } from '@/shared/api/problem'
import { Conflict, isConflict } from '@/shared/forms/Conflict'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { Outcome } from '@/shared/study/Outcome'
import type { CreditOutcome, StudySession } from '@/shared/study/types'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { moveSession, usePreview, useSession } from '../api'
import { pageTexts } from './texts'

interface Props {
  session: StudySession
  action: AvailableAction
  onOutcome: (outcome: CreditOutcome | null) => void
  onClose: () => void
}

/** The form of one step: a confirmation first says how many hours and points will follow. */
export default function StepDialog({ session, action, onOutcome, onClose }: Props) {
  const t = useText(pageTexts)
  const refresh = useRefreshStudy()
  const { refetch, isRefetching } = useSession(session.id)
  const [conflict, setConflict] = useState<Problem | null>(null)
  const notes: Record<string, string> = { reopen: t.reopenNote, cancel: t.cancelNote, hold: t.beginHelp }
  const look = async () => {
    await refetch()
    setConflict(null)
  }
  return (
    <ActionDialog
      action={action}
      recordKey={`study-session:${session.id}`}
      note={
        <>
          {conflict && (
            <Conflict problem={conflict} refreshing={isRefetching} onRefresh={() => void look()} />
          )}
          {action.action === 'confirm' ? <Foreseen session={session} /> : <p>{notes[action.action]}</p>}
        </>
      }
      send={({ comment }, key) =>
        moveSession(session, { action: action.action, comment: (comment as string) || null }, key)
      }
      onProblem={(error) => {
        if (!isConflict(error)) return false
        setConflict(error)
        return true
      }}
      onDone={async (changed) => {
        onClose()
        toast.done(t.done(action.label))
        onOutcome(action.action === 'confirm' ? (changed.outcome ?? null) : null)
        await refresh(studyKeys.session(session.id), changed)
      }}
      onCancel={onClose}
    />
  )
}

function Foreseen({ session }: { session: StudySession }) {
  const t = useText(pageTexts)
  const preview = usePreview(session)
  if (preview.isPending) return <Loading />
  if (preview.isError) {
    return <LoadFailure error={preview.error} onRetry={() => void preview.refetch()} compact />
  }
  return <Outcome title={t.confirmOutcome} outcome={preview.data} />
}
