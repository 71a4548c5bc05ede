import { keysOf } from '@/shared/i18n/labels'
import { flag, many, manyOf, oneOf, text } from '@/shared/lists/urlState'
import { TICKET_KINDS, URGENCIES } from '@/shared/tickets/labels'
import { LAMP_COLOURS } from '@/shared/ui/Lamp'
import { PHASES, STATES } from './labels'
import type { TicketPhase, TicketQuery } from './types'

export const SORTS = [
  '-created_at',
  'created_at',
  '-updated_at',
  'updated_at',
  'due_on',
  '-due_on',
  'progress_percent',
  '-progress_percent',
] as const

export const DUE_WINDOWS = ['any', '7d', '30d'] as const

/** What the list, the board and the statistics keep in the URL. */
export const ticketFilters = {
  q: text(),
  phase: oneOf(['all', ...keysOf(PHASES)], 'all'),
  state: manyOf(keysOf(STATES)),
  lamp: manyOf(LAMP_COLOURS),
  within: text(),
  lead_branch_id: many(),
  due: oneOf(DUE_WINDOWS, 'any'),
  due_after: text(),
  due_before: text(),
  kind: manyOf(keysOf(TICKET_KINDS)),
  urgency: manyOf(keysOf(URGENCIES)),
  source_id: many(),
  parent_id: text(),
  mine: flag(),
  sort: oneOf(SORTS, '-created_at'),
}

export type TicketFilters = {
  [K in keyof typeof ticketFilters]: ReturnType<(typeof ticketFilters)[K]['read']>
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000

function plusDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** The days that a window of the coming days spans, `today` included. */
function windowDays(filters: TicketFilters, today: string): { due_after?: string; due_before?: string } {
  if (filters.due !== 'any') {
    return { due_after: today, due_before: plusDays(today, filters.due === '7d' ? 7 : 30) }
  }
  return {
    due_after: DAY.test(filters.due_after) ? filters.due_after : undefined,
    due_before: DAY.test(filters.due_before) ? filters.due_before : undefined,
  }
}

const orNone = <T>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined)

/** The filters as the API takes them; `today` (`YYYY-MM-DD`) turns “the coming 7 days” into dates. */
export function toQuery(filters: TicketFilters, today: string): TicketQuery {
  return {
    q: filters.q || undefined,
    phase: filters.phase === 'all' ? undefined : [filters.phase as TicketPhase],
    state: orNone(filters.state),
    lamp: orNone(filters.lamp),
    within: filters.within || undefined,
    lead_branch_id: orNone(filters.lead_branch_id),
    ...windowDays(filters, today),
    kind: orNone(filters.kind),
    urgency: orNone(filters.urgency),
    source_id: orNone(filters.source_id),
    parent_id: filters.parent_id || undefined,
    mine: filters.mine || undefined,
  }
}

/** Every filter at rest; search, phase and sort stay. */
export const NO_FILTERS = {
  state: [],
  lamp: [],
  within: '',
  lead_branch_id: [],
  due: 'any',
  due_after: '',
  due_before: '',
  kind: [],
  urgency: [],
  source_id: [],
  parent_id: '',
  mine: false,
} satisfies Partial<TicketFilters>

/** How many filters are in use, without search and phase; the two ends of a due window count once. */
export function countActive(filters: TicketFilters): number {
  const due = filters.due !== 'any' || filters.due_after !== '' || filters.due_before !== ''
  const others = [
    filters.state.length,
    filters.lamp.length,
    filters.within.length,
    filters.lead_branch_id.length,
    filters.kind.length,
    filters.urgency.length,
    filters.source_id.length,
    filters.parent_id.length,
  ]
  return others.filter((length) => length > 0).length + Number(due) + Number(filters.mine)
}

/** Whether anything narrows the list at all. */
export const isNarrowed = (filters: TicketFilters): boolean =>
  countActive(filters) > 0 || filters.q !== '' || filters.phase !== 'all'
