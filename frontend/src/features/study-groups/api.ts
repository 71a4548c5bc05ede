import { useQuery } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type { Group, GroupAmendment, GroupInput, GroupQuery } from './types'

/** Query keys; everything of study begins with `study`. */
export const keys = {
  list: (query: GroupQuery) => ['study', 'groups', 'list', query] as const,
  one: (id: string) => ['study', 'groups', id] as const,
  sessions: (id: string, all: boolean) => ['study', 'groups', id, 'sessions', all] as const,
}

const PAGE = 30
const at = (id: string) => ({ path: { group_id: id } })

type Known = Pick<Group, 'id' | 'version'>

export const fetchGroups = (query: GroupQuery, cursor?: string) =>
  unwrap(
    api.GET('/api/v1/study-groups', {
      params: { query: { limit: PAGE, ...query, cursor, with_total: cursor === undefined } },
    }),
  )

export const useGroup = (id: string) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: () => unwrap(api.GET('/api/v1/study-groups/{group_id}', { params: at(id) })),
  })

const MOST_SESSIONS = 50

/** What the group has done and will do, the latest first: all of it for who reads study, else what one is expected at. */
export const useGroupSessions = (id: string, all: boolean) =>
  useQuery({
    queryKey: keys.sessions(id, all),
    queryFn: () => {
      const query = { group_id: id, limit: MOST_SESSIONS }
      return all
        ? unwrap(api.GET('/api/v1/study-sessions', { params: { query: { ...query, sort: '-starts_at' } } }))
        : unwrap(api.GET('/api/v1/me/study-sessions', { params: { query } }))
    },
  })

export const formGroup = (body: GroupInput, key: string): Promise<Group> =>
  unwrap(api.POST('/api/v1/study-groups', { body, headers: idempotent(key) }))

export const amendGroup = ({ id, version }: Known, body: GroupAmendment): Promise<Group> =>
  unwrap(api.PATCH('/api/v1/study-groups/{group_id}', { params: at(id), body, headers: ifMatch(version) }))

export const takeIn = (
  { id, version }: Known,
  body: { member_ids: string[]; from_on: string },
  key: string,
): Promise<Group> =>
  unwrap(
    api.POST('/api/v1/study-groups/{group_id}/members', {
      params: at(id),
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const release = (
  { id, version }: Known,
  body: { member_id: string; to_on: string },
  key: string,
): Promise<Group> =>
  unwrap(
    api.POST('/api/v1/study-groups/{group_id}/release', {
      params: at(id),
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const dissolve = (
  { id, version }: Known,
  body: { dissolved_on: string; reason: string },
  key: string,
): Promise<Group> =>
  unwrap(
    api.POST('/api/v1/study-groups/{group_id}/dissolve', {
      params: at(id),
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )
