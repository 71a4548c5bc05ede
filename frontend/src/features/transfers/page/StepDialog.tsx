import { useState } from 'react'
import ActionDialog, { type ActionValues } from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import type { Problem } from '@/shared/api/problem'
import { Conflict, type FasterStep, isConflict } from '@/shared/forms/Conflict'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { moveTransfer, useRefreshAfter, useTransfer } from '../api'
import type { Transfer, TransferStep } from '../types'
import { dressingOf } from './looks'
import { pageTexts } from './texts'

interface StepProps {
  transfer: Transfer
  action: AvailableAction
  onClose: () => void
}

/** The form of one step; when somebody was faster it says so, and keeps what was typed. */
export default function StepDialog({ transfer, action, onClose }: StepProps) {
  const t = useText(pageTexts)
  const refresh = useRefreshAfter()
  const { refetch, isRefetching } = useTransfer(transfer.id)
  const [conflict, setConflict] = useState<Problem | null>(null)
  const [refreshed, setRefreshed] = useState(false)
  const dressing = dressingOf(action.action, transfer, t)
  const isOpen = transfer.available_actions.some((offer) => offer.action === action.action)
  const faster = (conflict?.body.current as { last_event?: FasterStep } | undefined)?.last_event

  const look = async () => {
    await refetch()
    setConflict(null)
    setRefreshed(true)
  }
  return (
    <ActionDialog
      action={action}
      recordKey={`transfer:${transfer.id}`}
      initialValues={dressing.initialValues}
      looks={dressing.looks}
      note={
        <>
          {conflict && (
            <Conflict
              problem={conflict}
              event={faster}
              refreshing={isRefetching}
              onRefresh={() => void look()}
            />
          )}
          {refreshed && !conflict && <p role="status">{isOpen ? t.refreshed : t.gone(action.label)}</p>}
          {dressing.note}
        </>
      }
      send={(values, key) => moveTransfer(transfer, stepOf(action.action, values), key)}
      onProblem={(error) => {
        if (!isConflict(error)) return false
        setConflict(error)
        return true
      }}
      onDone={async (changed) => {
        onClose()
        toast.done(t.done(action.label))
        await refresh(changed)
      }}
      onCancel={onClose}
    />
  )
}

/** Fields left empty are not sent. */
function stepOf(action: string, values: ActionValues): TransferStep {
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return { action, ...Object.fromEntries(given) }
}
