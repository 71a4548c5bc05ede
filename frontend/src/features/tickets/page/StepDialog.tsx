import { useState } from 'react'
import ActionDialog, { type ActionValues } from '@/shared/actions/ActionDialog'
import type { AvailableAction } from '@/shared/actions/actions'
import type { Problem } from '@/shared/api/problem'
import { isConflict } from '@/shared/forms/Conflict'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { moveTicket, useRefreshAfter, useTicket } from '../api'
import type { Ticket, TransitionInput } from '../types'
import { Conflict } from './Conflict'
import { dressingOf } from './looks'
import { pageTexts } from './texts'

interface StepProps {
  ticket: Ticket
  action: AvailableAction
  onClose: () => void
}

/** The form of one step; when somebody was faster it says so, and keeps what was typed. */
export default function StepDialog({ ticket, action, onClose }: StepProps) {
  const t = useText(pageTexts)
  const refresh = useRefreshAfter()
  const { refetch, isRefetching } = useTicket(ticket.id)
  const [conflict, setConflict] = useState<Problem | null>(null)
  const [refreshed, setRefreshed] = useState(false)
  const dressing = dressingOf(action.action, ticket, t)
  const isOpen = ticket.available_actions.some((offer) => offer.action === action.action)

  const look = async () => {
    await refetch()
    setConflict(null)
    setRefreshed(true)
  }
  return (
    <ActionDialog
      action={{ ...action, optional: [...action.optional, ...(dressing.extra ?? [])] }}
      recordKey={`ticket:${ticket.id}`}
      initialValues={dressing.initialValues}
      looks={dressing.looks}
      note={
        <>
          {conflict && (
            <Conflict problem={conflict} refreshing={isRefetching} onRefresh={() => void look()} />
          )}
          {refreshed && !conflict && <p role="status">{isOpen ? t.refreshed : t.gone(action.label)}</p>}
          {dressing.note}
        </>
      }
      send={(values, key) => moveTicket(ticket, stepOf(action.action, values), key)}
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

/** Fields left empty are not sent: an optional due date of `null` would be a fault. */
function stepOf(action: string, values: ActionValues): TransitionInput {
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return { action, ...Object.fromEntries(given) }
}
