import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/shared/api/client'
import type { OutputQuery, RecordQuery, SessionQuery } from './types'

/** Query keys; everything of study begins with `study`, whichever feature reads it. */
export const studyKeys = {
  kinds: ['study', 'kinds'] as const,
  sessions: (query: SessionQuery) => ['study', 'sessions', query] as const,
  ownSessions: (when: 'coming' | 'past', limit: number) => ['study', 'sessions', 'own', when, limit] as const,
  session: (id: string) => ['study', 'session', id] as const,
  sessionEvents: (id: string) => ['study', 'session', id, 'events'] as const,
  sheet: (id: string) => ['study', 'session', id, 'sheet'] as const,
  preview: (id: string, version: number) => ['study', 'session', id, 'preview', version] as const,
  records: (query: RecordQuery) => ['study', 'records', query] as const,
  record: (id: string) => ['study', 'record', id] as const,
  outputs: (query: OutputQuery) => ['study', 'outputs', query] as const,
  output: (id: string) => ['study', 'output', id] as const,
  ownYear: (year: number | undefined) => ['study', 'year', 'own', year] as const,
  memberYear: (id: string, year: number | undefined) => ['study', 'year', id, year] as const,
}

const FRESH_MS = 300_000

/** All kinds of study, with what hours are counted by. */
export const useStudyKinds = () =>
  useQuery({
    queryKey: studyKeys.kinds,
    queryFn: () => unwrap(api.GET('/api/v1/study-kinds')),
    staleTime: FRESH_MS,
  })

export const useOwnSessions = (when: 'coming' | 'past', limit: number, enabled = true) =>
  useQuery({
    queryKey: studyKeys.ownSessions(when, limit),
    queryFn: () => unwrap(api.GET('/api/v1/me/study-sessions', { params: { query: { when, limit } } })),
    enabled,
  })

export const useSessions = (query: SessionQuery, enabled = true) =>
  useQuery({
    queryKey: studyKeys.sessions(query),
    queryFn: () => unwrap(api.GET('/api/v1/study-sessions', { params: { query } })),
    enabled,
  })

export const fetchRecords = (query: RecordQuery) =>
  unwrap(api.GET('/api/v1/study-records', { params: { query } }))

export const fetchOutputs = (query: OutputQuery) =>
  unwrap(api.GET('/api/v1/study-outputs', { params: { query } }))

/** One's own year, hours by kind; this year without `year`. */
export const useOwnStudyYear = (year?: number) =>
  useQuery({
    queryKey: studyKeys.ownYear(year),
    queryFn: () => unwrap(api.GET('/api/v1/me/study', { params: { query: { year } } })),
  })

export const useMemberStudyYear = (id: string, year?: number) =>
  useQuery({
    queryKey: studyKeys.memberYear(id, year),
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/members/{member_id}/study', {
          params: { path: { member_id: id }, query: { year } },
        }),
      ),
  })

/** After a change to anything of study: its lists, the years and the points that follow are read again. */
export function useRefreshStudy(): (fresh?: readonly unknown[], answer?: unknown) => Promise<void> {
  const client = useQueryClient()
  return async (fresh, answer) => {
    if (fresh) client.setQueryData(fresh, answer)
    const same = JSON.stringify(fresh)
    void client.invalidateQueries({ queryKey: ['points'] })
    await client.invalidateQueries({
      queryKey: ['study'],
      predicate: ({ queryKey }) => queryKey[1] !== 'kinds' && JSON.stringify(queryKey) !== same,
    })
  }
}
