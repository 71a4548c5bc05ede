import type { BatchAction, TicketState, TicketSummary } from '../types'

interface Fit {
  action: BatchAction
  permission: string
  states: readonly TicketState[]
}

/** In the order of a ticket's course. The API decides for each ticket; this only hides what cannot be meant. */
const FITS: readonly Fit[] = [
  { action: 'accept', permission: 'ticket:carry_out', states: ['assigned'] },
  { action: 'submit', permission: 'ticket:draft', states: ['drafted'] },
  { action: 'approve', permission: 'ticket:approve', states: ['pending_approval'] },
  { action: 'urge', permission: 'ticket:supervise', states: ['assigned', 'accepted', 'in_progress'] },
  { action: 'archive', permission: 'ticket:supervise', states: ['closed'] },
]

type Can = (permission: string) => boolean

/** The actions that fit at least one of the chosen tickets and this person's permissions. */
export function batchActions(tickets: Pick<TicketSummary, 'state'>[], can: Can): BatchAction[] {
  return FITS.filter(
    ({ permission, states }) => can(permission) && tickets.some(({ state }) => states.includes(state)),
  ).map(({ action }) => action)
}

/** Whether this person can do anything with a selection at all. */
export const mayBatch = (can: Can): boolean => FITS.some(({ permission }) => can(permission))
