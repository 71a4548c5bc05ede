import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type { SchemeKind } from '@/shared/points/types'
import type {
  ClaimQuery,
  EntryInput,
  Flag,
  Objection,
  ObjectionInput,
  ObjectionQuery,
  PublicationQuery,
} from './types'

/** Query keys; everything about points begins with `points`. */
export const keys = {
  objections: (query: ObjectionQuery) => ['points', 'objections', query] as const,
  objection: (id: string) => ['points', 'objection', id] as const,
  events: (id: string) => ['points', 'events', id] as const,
  entry: (id: string) => ['points', 'entry', id] as const,
  branch: (id: string, year: number, kind: SchemeKind) => ['points', 'branch', id, year, kind] as const,
  claims: (query: ClaimQuery) => ['points', 'claims', query] as const,
  publications: (query: PublicationQuery) => ['points', 'publications', query] as const,
  publication: (id: string) => ['points', 'publication', id] as const,
  distribution: (id: string, year: number, kind: SchemeKind) =>
    ['points', 'distribution', id, year, kind] as const,
}

const PAGE = 30

export const fetchObjections = (query: ObjectionQuery, cursor?: string) =>
  unwrap(
    api.GET('/api/v1/point-objections', {
      params: { query: { limit: PAGE, ...query, cursor, with_total: cursor === undefined } },
    }),
  )

export const useObjection = (id: string) =>
  useQuery({
    queryKey: keys.objection(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/point-objections/{objection_id}', { params: { path: { objection_id: id } } })),
  })

export const useObjectionEvents = (id: string) =>
  useQuery({
    queryKey: keys.events(id),
    queryFn: async () => {
      const params = { path: { objection_id: id } }
      return (await unwrap(api.GET('/api/v1/point-objections/{objection_id}/events', { params }))).items
    },
  })

export const raiseObjection = (body: ObjectionInput, key: string): Promise<Objection> =>
  unwrap(api.POST('/api/v1/point-objections', { body, headers: idempotent(key) }))

export const moveObjection = (
  { id, version }: Pick<Objection, 'id' | 'version'>,
  body: { action: string; comment?: string; entry_id?: string },
  key: string,
): Promise<Objection> =>
  unwrap(
    api.POST('/api/v1/point-objections/{objection_id}/transitions', {
      params: { path: { objection_id: id } },
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const useEntry = (id: string | null) =>
  useQuery({
    queryKey: keys.entry(id ?? ''),
    queryFn: () =>
      unwrap(api.GET('/api/v1/point-entries/{entry_id}', { params: { path: { entry_id: id ?? '' } } })),
    enabled: id !== null,
  })

export const fetchBranch = (id: string, year: number, kind: SchemeKind, cursor?: string) =>
  unwrap(
    api.GET('/api/v1/branches/{branch_id}/points', {
      params: { path: { branch_id: id }, query: { year, kind, cursor } },
    }),
  )

export const fetchClaims = (query: ClaimQuery, cursor?: string) =>
  unwrap(api.GET('/api/v1/point-entries', { params: { query: { limit: PAGE, ...query, cursor } } }))

export const enterPoints = (body: EntryInput, key: string) =>
  unwrap(api.POST('/api/v1/point-entries', { body, headers: idempotent(key) }))

/** Add a file; `multipart` has no JSON, so the body is written by hand. */
export const attachEvidence = ({ id, version }: { id: string; version: number }, file: File, key: string) =>
  unwrap(
    api.POST('/api/v1/point-entries/{entry_id}/files', {
      params: { path: { entry_id: id } },
      headers: { ...ifMatch(version), ...idempotent(key) },
      body: { file: file.name },
      bodySerializer: () => {
        const form = new FormData()
        form.append('file', file)
        return form
      },
    }),
  )

type Seen = { id: string; version: number }

export const confirmClaim = ({ id, version }: Seen, key: string) =>
  unwrap(
    api.POST('/api/v1/point-entries/{entry_id}/confirm', {
      params: { path: { entry_id: id } },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const refuseClaim = ({ id, version }: Seen, reason: string, key: string) =>
  unwrap(
    api.POST('/api/v1/point-entries/{entry_id}/refuse', {
      params: { path: { entry_id: id } },
      body: { reason },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const reverseEntry = (id: string, reason: string, key: string) =>
  unwrap(
    api.POST('/api/v1/point-entries/{entry_id}/reverse', {
      params: { path: { entry_id: id } },
      body: { reason },
      headers: idempotent(key),
    }),
  )

export const setFlag = (
  memberId: string,
  body: { year: number; kind: SchemeKind; flag: Flag; reason: string },
  key: string,
) =>
  unwrap(
    api.POST('/api/v1/members/{member_id}/points/flags', {
      params: { path: { member_id: memberId } },
      body,
      headers: idempotent(key),
    }),
  )

export const liftFlag = ({ id, version }: Seen, reason: string, key: string) =>
  unwrap(
    api.POST('/api/v1/point-flags/{flag_id}/lift', {
      params: { path: { flag_id: id } },
      body: { reason },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const recordUse = (
  memberId: string,
  body: { year: number; kind: SchemeKind; purpose: string; used_on: string },
  key: string,
) =>
  unwrap(
    api.POST('/api/v1/members/{member_id}/points/uses', {
      params: { path: { member_id: memberId } },
      body,
      headers: idempotent(key),
    }),
  )

export const fetchPublications = (query: PublicationQuery, cursor?: string) =>
  unwrap(api.GET('/api/v1/point-publications', { params: { query: { limit: PAGE, ...query, cursor } } }))

export const usePublication = (id: string) =>
  useQuery({
    queryKey: keys.publication(id),
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/point-publications/{publication_id}', { params: { path: { publication_id: id } } }),
      ),
  })

export const publishQuarter = (
  body: { branch_id: string; year: number; quarter: number; kind: SchemeKind },
  key: string,
) => unwrap(api.POST('/api/v1/point-publications', { body, headers: idempotent(key) }))

export const useDistribution = (branchId: string | undefined, year: number, kind: SchemeKind) =>
  useQuery({
    queryKey: keys.distribution(branchId ?? '', year, kind),
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/branches/{branch_id}/points/distribution', {
          params: { path: { branch_id: branchId ?? '' }, query: { year, kind } },
        }),
      ),
    enabled: branchId !== undefined,
  })

/** After a change everything about points is read again. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['points'] })
}
