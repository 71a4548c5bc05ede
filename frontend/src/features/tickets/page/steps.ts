import type { Ticket, TicketEvent, TicketState } from '../types'

export const STEP_KEYS = ['register', 'assign', 'work', 'review', 'close'] as const
export type StepKey = (typeof STEP_KEYS)[number]

/** One of the five steps of a ticket's course. */
export interface Step {
  key: StepKey
  status: 'done' | 'now' | 'todo' | 'stopped'
  /** When it was done, `YYYY-MM-DD`. */
  on: string | null
}

const AT: Record<TicketState, StepKey> = {
  drafted: 'register',
  pending_approval: 'register',
  assigned: 'assign',
  accepted: 'work',
  in_progress: 'work',
  closing_review: 'review',
  suspended: 'work',
  closed: 'close',
  archived: 'close',
  withdrawn: 'close',
}

type Facts = Pick<
  Ticket,
  'state' | 'resume_state' | 'registered_on' | 'assigned_on' | 'closing_requested_on' | 'closed_on'
>

/** Where a ticket stands on 登记→交办→办理→审核→销号; a withdrawn one stopped where its last date is. */
export function stepsOf(ticket: Facts, events: Pick<TicketEvent, 'action' | 'from_state' | 'at'>[]): Step[] {
  const withdrawal = lastOf(events, 'withdraw')
  const stoppedAt = ticket.state === 'withdrawn' ? (withdrawal?.from_state ?? 'drafted') : null
  const state =
    stoppedAt ?? (ticket.state === 'suspended' ? (ticket.resume_state ?? 'suspended') : ticket.state)
  const current = STEP_KEYS.indexOf(AT[state])
  const finished = ticket.state === 'closed' || ticket.state === 'archived'
  const accepted = lastOf(events, 'accept')
  const dates: Record<StepKey, string | null> = {
    register: ticket.registered_on,
    assign: ticket.assigned_on,
    work: accepted?.at ?? null,
    review: ticket.closing_requested_on,
    close: ticket.closed_on,
  }
  return STEP_KEYS.map((key, index) => ({
    key,
    status:
      index < current || finished
        ? 'done'
        : index > current
          ? 'todo'
          : stoppedAt === null
            ? 'now'
            : 'stopped',
    on: index <= current ? dates[key] : null,
  }))
}

/** The latest event of an action. */
export function lastOf<E extends Pick<TicketEvent, 'action'>>(events: E[], action: string): E | undefined {
  return [...events].reverse().find((event) => event.action === action)
}
