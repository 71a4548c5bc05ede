import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type {
  ArrivalInput,
  Transfer,
  TransferAmendment,
  TransferInput,
  TransferQuery,
  TransferRequestInput,
  TransferStep,
  WishInput,
} from './types'

/** Query keys; everything of this feature begins with `transfers`. */
export const keys = {
  list: (query: TransferQuery) => ['transfers', 'list', query] as const,
  one: (id: string) => ['transfers', 'one', id] as const,
  events: (id: string) => ['transfers', 'events', id] as const,
  own: ['transfers', 'own'] as const,
  destinations: (q: string) => ['transfers', 'destinations', q] as const,
}

const at = (id: string) => ({ path: { transfer_id: id } })

const PAGE = 30

export const fetchTransfers = (query: TransferQuery, cursor: string | undefined) =>
  unwrap(
    api.GET('/api/v1/transfers', {
      params: { query: { limit: PAGE, ...query, cursor, with_total: cursor === undefined } },
    }),
  )

export const useTransfer = (id: string) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: () => unwrap(api.GET('/api/v1/transfers/{transfer_id}', { params: at(id) })),
  })

export const useTransferEvents = (id: string) =>
  useQuery({
    queryKey: keys.events(id),
    queryFn: async () => {
      const answer = await unwrap(api.GET('/api/v1/transfers/{transfer_id}/events', { params: at(id) }))
      return answer.items
    },
  })

export const useOwnTransfers = () =>
  useQuery({
    queryKey: keys.own,
    queryFn: async () => (await unwrap(api.GET('/api/v1/me/transfers'))).items,
  })

export const draftTransfer = (body: TransferInput, key: string): Promise<Transfer> =>
  unwrap(api.POST('/api/v1/transfers', { body, headers: idempotent(key) }))

export const askForTransfer = (body: WishInput, key: string): Promise<Transfer> =>
  unwrap(api.POST('/api/v1/me/transfers', { body, headers: idempotent(key) }))

export const announceArrival = (body: ArrivalInput, key: string): Promise<Transfer> =>
  unwrap(api.POST('/api/v1/transfers/arrivals', { body, headers: idempotent(key) }))

export const requestTransfer = (body: TransferRequestInput, key: string) =>
  unwrap(api.POST('/api/v1/transfers/requests', { body, headers: idempotent(key) }))

export const amendTransfer = (transfer: Transfer, body: TransferAmendment): Promise<Transfer> =>
  unwrap(
    api.PATCH('/api/v1/transfers/{transfer_id}', {
      params: at(transfer.id),
      body,
      headers: ifMatch(transfer.version),
    }),
  )

export const moveTransfer = (
  transfer: Pick<Transfer, 'id' | 'version'>,
  body: TransferStep,
  key: string,
): Promise<Transfer> =>
  unwrap(
    api.POST('/api/v1/transfers/{transfer_id}/transitions', {
      params: at(transfer.id),
      body,
      headers: { ...ifMatch(transfer.version), ...idempotent(key) },
    }),
  )

/** After a change: what was answered is shown at once, what hangs on it is read again. */
export function useRefreshAfter(): (changed?: Transfer) => Promise<void> {
  const client = useQueryClient()
  return async (changed) => {
    if (changed) client.setQueryData(keys.one(changed.id), changed)
    const isFresh = (key: readonly unknown[]) => key[1] === 'one' && key[2] === changed?.id
    void client.invalidateQueries({ queryKey: ['me'] })
    void client.invalidateQueries({ queryKey: ['members'] })
    await client.invalidateQueries({
      queryKey: ['transfers'],
      predicate: (query) => !isFresh(query.queryKey),
    })
  }
}
