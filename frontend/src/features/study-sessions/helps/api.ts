import { useQuery } from '@tanstack/react-query'
import type { components } from '@/api/schema'
import { api, idempotent, unwrap } from '@/shared/api/client'

export type Proposal = components['schemas']['AttendanceProposal']
export type Scan = components['schemas']['SessionScan']

const at = (id: string) => ({ path: { session_id: id } })
const LEAST_MS = 1_000
const SCANS_MS = 10_000

/** The code of this half minute; the next one is asked for when it changes. */
export const useSessionCode = (id: string) =>
  useQuery({
    queryKey: ['study', 'session', id, 'code'],
    queryFn: () => {
      const params = { ...at(id), query: { site: window.location.origin } }
      return unwrap(api.GET('/api/v1/study-sessions/{session_id}/code', { params }))
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data ? Math.max(LEAST_MS, Date.parse(state.data.changes_at) - Date.now()) : false,
  })

/** Who has scanned, looked for again while the sheet or the code is open. */
export const useScans = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['study', 'session', id, 'scans'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/study-sessions/{session_id}/scans', { params: at(id) }))).items,
    enabled,
    refetchInterval: SCANS_MS,
  })

export const sendScan = (id: string, code: string, key: string) =>
  unwrap(
    api.POST('/api/v1/study-sessions/{session_id}/scans', {
      params: at(id),
      body: { code },
      headers: idempotent(key),
    }),
  )

/** What a list says, line by line; nothing is written. */
export function readList(id: string, file: File): Promise<Proposal> {
  const form = new FormData()
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/study-sessions/{session_id}/attendance/list', {
      params: at(id),
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  )
}
