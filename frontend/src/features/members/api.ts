import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { useMe } from '@/shared/session/me'
import type {
  Correction,
  CorrectionInput,
  CorrectionState,
  Member,
  MemberAmendment,
  MemberInput,
  MemberQuery,
  MemberStep,
  SealedField,
} from './types'

/** Query keys; everything of this feature begins with `members`. */
export const keys = {
  list: (query: MemberQuery) => ['members', 'list', query] as const,
  one: (id: string) => ['members', 'one', id] as const,
  history: (id: string) => ['members', 'history', id] as const,
  codes: (language: string) => ['members', 'codes', language] as const,
  corrections: (of: { member_id?: string; state?: CorrectionState[] }) =>
    ['members', 'corrections', of] as const,
  own: ['members', 'own'] as const,
  ownHistory: ['members', 'own', 'history'] as const,
  ownTransfers: ['transfers', 'own', 'record'] as const,
  ownCorrections: ['members', 'own', 'corrections'] as const,
  birthdays: (month: number, branchId: string) => ['members', 'birthdays', month, branchId] as const,
  structure: (branchId: string) => ['members', 'structure', branchId] as const,
}

type Seen = Pick<Member, 'id' | 'version'>

const at = (id: string) => ({ path: { member_id: id } })

const PAGE = 30
const MANY = 100

export const fetchMembers = (query: MemberQuery, cursor: string | undefined) =>
  unwrap(
    api.GET('/api/v1/members', {
      params: { query: { limit: PAGE, ...query, cursor, with_total: cursor === undefined } },
    }),
  )

export const useMember = (id: string, enabled = true) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: () => unwrap(api.GET('/api/v1/members/{member_id}', { params: at(id) })),
    enabled,
  })

/** What was done on a record, oldest first. */
export const useHistory = (id: string, enabled = true) =>
  useQuery({
    queryKey: keys.history(id),
    enabled,
    queryFn: async () => {
      const answer = await unwrap(api.GET('/api/v1/members/{member_id}/history', { params: at(id) }))
      return answer.items
    },
  })

export const registerMember = (body: MemberInput, key: string): Promise<Member> =>
  unwrap(api.POST('/api/v1/members', { body, headers: idempotent(key) }))

export const moveMember = (member: Seen, body: MemberStep, key: string): Promise<Member> =>
  unwrap(
    api.POST('/api/v1/members/{member_id}/transitions', {
      params: at(member.id),
      body,
      headers: { ...ifMatch(member.version), ...idempotent(key) },
    }),
  )

export const amendMember = (member: Seen, body: MemberAmendment): Promise<Member> =>
  unwrap(
    api.PATCH('/api/v1/members/{member_id}', {
      params: at(member.id),
      body,
      headers: ifMatch(member.version),
    }),
  )

/** Sealed fields in the clear; the act stands on record. */
export async function revealFields(id: string, fields: SealedField[], reason: string, key: string) {
  const answer = await unwrap(
    api.POST('/api/v1/members/{member_id}/reveal', {
      params: at(id),
      body: { fields, reason },
      headers: idempotent(key),
    }),
  )
  return answer.values
}

/** Requests for correction about one member, or about all that this person keeps; the newest first. */
export const fetchCorrections = (
  of: { member_id?: string; state?: CorrectionState[] },
  cursor: string | undefined,
) => unwrap(api.GET('/api/v1/member-corrections', { params: { query: { ...of, limit: PAGE, cursor } } }))

export const moveCorrection = (
  correction: Correction,
  action: string,
  comment: string | undefined,
  key: string,
): Promise<Correction> =>
  unwrap(
    api.POST('/api/v1/member-corrections/{correction_id}/transitions', {
      params: { path: { correction_id: correction.id } },
      body: { action, comment },
      headers: { ...ifMatch(correction.version), ...idempotent(key) },
    }),
  )

/** One's own record in the clear; asked for only where the account belongs to somebody on the register. */
export function useOwnRecord() {
  const me = useMe()
  return useQuery({
    queryKey: keys.own,
    queryFn: () => unwrap(api.GET('/api/v1/me/member')),
    enabled: me.data?.member_id != null,
  })
}

export const useOwnHistory = () =>
  useQuery({
    queryKey: keys.ownHistory,
    queryFn: async () => (await unwrap(api.GET('/api/v1/me/member/history'))).items,
  })

export const useOwnCorrections = () =>
  useQuery({
    queryKey: keys.ownCorrections,
    queryFn: async () => {
      const query = { limit: MANY }
      return (await unwrap(api.GET('/api/v1/me/member/corrections', { params: { query } }))).items
    },
  })

export const requestCorrection = (body: CorrectionInput, key: string): Promise<Correction> =>
  unwrap(api.POST('/api/v1/me/member/corrections', { body, headers: idempotent(key) }))

/** After a change: what was answered is shown at once, what hangs on it is read again. */
export async function refreshAfter(client: QueryClient, changed?: Member): Promise<void> {
  if (changed) client.setQueryData(keys.one(changed.id), changed)
  void client.invalidateQueries({ queryKey: ['home'] })
  await client.invalidateQueries({
    queryKey: ['members'],
    predicate: ({ queryKey }) =>
      queryKey[1] !== 'codes' && !(queryKey[1] === 'one' && queryKey[2] === changed?.id),
  })
}

export function useRefreshAfter(): (changed?: Member) => Promise<void> {
  const client = useQueryClient()
  return (changed) => refreshAfter(client, changed)
}
