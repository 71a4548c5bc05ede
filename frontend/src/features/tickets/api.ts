import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type {
  BatchAction,
  BatchResult,
  Ticket,
  TicketAmendment,
  TicketInput,
  TicketQuery,
  TransitionInput,
} from './types'

/** Query keys; everything of this feature begins with `tickets`. */
export const keys = {
  list: (query: TicketQuery, sort: string) => ['tickets', 'list', query, sort] as const,
  summary: (query: TicketQuery) => ['tickets', 'summary', query] as const,
  one: (id: string) => ['tickets', 'one', id] as const,
  events: (id: string) => ['tickets', 'events', id] as const,
  progress: (id: string) => ['tickets', 'progress', id] as const,
}

type Seen = Pick<Ticket, 'id' | 'version'>

const at = (id: string) => ({ path: { ticket_id: id } })

const PAGE = 30

export const fetchTickets = (query: TicketQuery, cursor: string | undefined) =>
  unwrap(
    api.GET('/api/v1/tickets', {
      params: { query: { limit: PAGE, ...query, cursor, with_total: cursor === undefined } },
    }),
  )

/** Counts of what a filter lets through. */
export const useSummary = (query: TicketQuery, enabled = true) =>
  useQuery({
    queryKey: keys.summary(query),
    queryFn: () => unwrap(api.GET('/api/v1/tickets/summary', { params: { query } })),
    placeholderData: (previous) => previous,
    enabled,
  })

export const useTicket = (id: string) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: () => unwrap(api.GET('/api/v1/tickets/{ticket_id}', { params: at(id) })),
  })

export const useTicketEvents = (id: string) =>
  useQuery({
    queryKey: keys.events(id),
    queryFn: async () => {
      const answer = await unwrap(api.GET('/api/v1/tickets/{ticket_id}/events', { params: at(id) }))
      return answer.items
    },
  })

export const useTicketProgress = (id: string) =>
  useQuery({
    queryKey: keys.progress(id),
    queryFn: async () => {
      const answer = await unwrap(api.GET('/api/v1/tickets/{ticket_id}/progress', { params: at(id) }))
      return answer.points
    },
  })

export const draftTicket = (body: TicketInput, key: string): Promise<Ticket> =>
  unwrap(api.POST('/api/v1/tickets', { body, headers: idempotent(key) }))

export const moveTicket = (ticket: Seen, body: TransitionInput, key: string): Promise<Ticket> =>
  unwrap(
    api.POST('/api/v1/tickets/{ticket_id}/transitions', {
      params: at(ticket.id),
      body,
      headers: { ...ifMatch(ticket.version), ...idempotent(key) },
    }),
  )

export const amendTicket = (ticket: Ticket, body: TicketAmendment): Promise<Ticket> =>
  unwrap(
    api.PATCH('/api/v1/tickets/{ticket_id}', {
      params: at(ticket.id),
      body,
      headers: ifMatch(ticket.version),
    }),
  )

export const addNote = (ticket: Ticket, text: string, key: string): Promise<Ticket> =>
  unwrap(
    api.POST('/api/v1/tickets/{ticket_id}/notes', {
      params: at(ticket.id),
      body: { text },
      headers: { ...ifMatch(ticket.version), ...idempotent(key) },
    }),
  )

export const attachFile = (ticket: Ticket, file: File, key: string): Promise<Ticket> => {
  const form = new FormData()
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/tickets/{ticket_id}/files', {
      params: at(ticket.id),
      headers: { ...ifMatch(ticket.version), ...idempotent(key) },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  )
}

/** One action on many tickets; those that refuse are named with their reasons. */
export const moveTickets = (
  action: BatchAction,
  tickets: Seen[],
  comment: string | undefined,
  key: string,
): Promise<BatchResult> =>
  unwrap(
    api.POST('/api/v1/tickets/transitions', {
      body: {
        action,
        tickets: tickets.map(({ id, version }) => ({ id, version })),
        comment: comment || undefined,
      },
      headers: idempotent(key),
    }),
  )

/** After a change: what was answered is shown at once, what hangs on it is read again. */
export async function refreshAfter(client: QueryClient, changed?: Ticket): Promise<void> {
  if (changed) client.setQueryData(keys.one(changed.id), changed)
  const isFresh = (key: readonly unknown[]) => key[1] === 'one' && key[2] === changed?.id
  void client.invalidateQueries({ queryKey: ['home'] })
  void client.invalidateQueries({ queryKey: ['me'] })
  await client.invalidateQueries({
    queryKey: ['tickets'],
    predicate: (query) => !isFresh(query.queryKey),
  })
}

export function useRefreshAfter(): (changed?: Ticket) => Promise<void> {
  const client = useQueryClient()
  return (changed) => refreshAfter(client, changed)
}
