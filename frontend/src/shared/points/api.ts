import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/shared/api/client'
import type { SchemeKind } from './types'

/** Query keys; everything about points begins with `points`. */
export const pointKeys = {
  own: (year: number, kind: SchemeKind) => ['points', 'own', year, kind] as const,
  member: (id: string, year: number, kind: SchemeKind) => ['points', 'member', id, year, kind] as const,
  files: (entryId: string) => ['points', 'files', entryId] as const,
}

/** One's own year. */
export const useOwnPoints = (year: number, kind: SchemeKind, enabled = true) =>
  useQuery({
    queryKey: pointKeys.own(year, kind),
    queryFn: () => unwrap(api.GET('/api/v1/me/points', { params: { query: { year, kind } } })),
    enabled,
  })

/** A member's year, for the branch's officers and who supervises the branch. */
export const useMemberPoints = (id: string, year: number, kind: SchemeKind, enabled = true) =>
  useQuery({
    queryKey: pointKeys.member(id, year, kind),
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/members/{member_id}/points', {
          params: { path: { member_id: id }, query: { year, kind } },
        }),
      ),
    enabled,
  })

export const useEvidence = (entryId: string, enabled: boolean) =>
  useQuery({
    queryKey: pointKeys.files(entryId),
    queryFn: async () => {
      const params = { path: { entry_id: entryId } }
      return (await unwrap(api.GET('/api/v1/point-entries/{entry_id}/files', { params }))).items
    },
    enabled,
  })
