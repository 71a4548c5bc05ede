import ActionDialog from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { moveCorrection, useMember, useRefreshAfter } from '../api'
import type { Correction } from '../types'
import { ProposedTable } from './CorrectionCard'
import styles from './corrections.module.css'
import { correctionTexts } from './texts'

interface Props {
  correction: Correction
  action: AvailableAction
  onClose: () => void
}

/** Accept, refuse or withdraw a request, with what it asks for in view. */
export default function DecisionDialog({ correction, action, onClose }: Props) {
  const t = useText(correctionTexts)
  const refresh = useRefreshAfter()
  const decides = action.action !== 'withdraw'
  const record = useMember(correction.member.id, decides)
  const notes: Record<string, string> = {
    accept: t.acceptNote,
    refuse: t.refuseNote,
    withdraw: t.withdrawNote,
  }
  const optional = decides && !action.required.includes('comment') ? ['comment'] : []
  return (
    <ActionDialog
      action={{ ...action, optional: [...action.optional, ...optional] }}
      recordKey={`correction:${correction.id}`}
      note={
        <div className={styles.note}>
          <p className={styles.quiet}>{notes[action.action]}</p>
          <ProposedTable correction={correction} record={record.data} />
        </div>
      }
      looks={
        action.action === 'refuse'
          ? { comment: { label: t.refuseWhy, help: t.refuseHelp } }
          : { comment: { label: t.comment } }
      }
      send={({ comment }, key) =>
        moveCorrection(correction, action.action, (comment as string | undefined)?.trim() || undefined, key)
      }
      onDone={async () => {
        onClose()
        toast.done(t.done(action.label))
        await refresh()
      }}
      onCancel={onClose}
    />
  )
}
