import type { Problem } from '@/shared/api/problem'
import { type FasterStep, Conflict as SharedConflict } from '@/shared/forms/Conflict'

interface Props {
  problem: Problem
  refreshing: boolean
  onRefresh: () => void
}

/** Somebody was faster; a ticket's 412 says itself by which step. */
export function Conflict(props: Props) {
  const current = props.problem.body.current as { last_event?: FasterStep } | undefined
  return <SharedConflict {...props} event={current?.last_event} />
}
