import type { StepStatus } from '@/shared/ui/StepStrip'
import type { TransferState, TransferSummary } from '../types'

type StepKey =
  | 'sender_branch'
  | 'sender_committee'
  | 'transit'
  | 'receiver_committee'
  | 'receiver_branch'
  | 'receipt'

export interface Step {
  key: StepKey
  status: StepStatus
  /** When it was done, `YYYY-MM-DD`. */
  on: string | null
}

type Facts = Pick<
  TransferSummary,
  | 'state'
  | 'approved_on'
  | 'issued_on'
  | 'received_on'
  | 'accepted_on'
  | 'ended_on'
  | 'from_branch'
  | 'to_branch'
  | 'within_committee'
>

/** The steps that this transfer takes: fewer within one committee, out of the city or into it. */
function courseOf({ from_branch, to_branch, within_committee }: Facts): StepKey[] {
  if (from_branch === null) return ['receiver_committee', 'receiver_branch']
  if (to_branch === null) return ['sender_branch', 'sender_committee', 'transit', 'receipt']
  if (within_committee) return ['sender_branch', 'sender_committee', 'receiver_branch']
  return ['sender_branch', 'sender_committee', 'transit', 'receiver_committee', 'receiver_branch']
}

const AT: Partial<Record<TransferState, StepKey>> = {
  sender_branch: 'sender_branch',
  sender_committee: 'sender_committee',
  in_transit: 'transit',
  expired: 'transit',
  receiver_committee: 'receiver_committee',
  receiver_branch: 'receiver_branch',
}

/** Where a transfer stands on its way; one that was stopped shows no step as under way. */
export function stepsOf(transfer: Facts): Step[] {
  const course = courseOf(transfer)
  const finished = transfer.state === 'done'
  const at = AT[transfer.state]
  const current = finished ? course.length : at ? course.indexOf(at) : -1
  const dates: Record<StepKey, string | null> = {
    sender_branch: transfer.approved_on,
    sender_committee: transfer.issued_on,
    transit: transfer.received_on,
    receiver_committee: transfer.accepted_on,
    receiver_branch: finished ? transfer.ended_on : null,
    receipt: finished ? transfer.ended_on : null,
  }
  return course.map((key, index) => {
    const status = index < current ? 'done' : index > current ? 'todo' : 'now'
    return {
      key,
      status: status === 'now' && transfer.state === 'expired' ? 'stopped' : status,
      on: status === 'done' ? dates[key] : null,
    }
  })
}
