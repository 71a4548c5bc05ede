import { skipToken, useQuery } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { studyKeys } from '@/shared/study/api'
import type { StudySession } from '@/shared/study/types'
import type { HoursQuery, LineInput, MakeUpInput, SessionAmendment, SessionInput, Sheet } from './types'

const at = (id: string) => ({ path: { session_id: id } })

type Known = Pick<StudySession, 'id' | 'version'>

export const useSession = (id: string) =>
  useQuery({
    queryKey: studyKeys.session(id),
    queryFn: () => unwrap(api.GET('/api/v1/study-sessions/{session_id}', { params: at(id) })),
  })

export const useSessionEvents = (id: string) =>
  useQuery({
    queryKey: studyKeys.sessionEvents(id),
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/study-sessions/{session_id}/events', { params: at(id) }))).items,
  })

export const useSheet = (id: string) =>
  useQuery({
    queryKey: studyKeys.sheet(id),
    queryFn: () => unwrap(api.GET('/api/v1/study-sessions/{session_id}/attendance', { params: at(id) })),
    // What is being filled in never changes under the hand: a reload is asked for.
    refetchOnWindowFocus: false,
  })

export const usePreview = ({ id, version }: Known) =>
  useQuery({
    queryKey: studyKeys.preview(id, version),
    queryFn: () =>
      unwrap(api.GET('/api/v1/study-sessions/{session_id}/confirmation-preview', { params: at(id) })),
  })

/** What a session of these times would count as; null while they cannot be asked about. */
export const useHours = (times: HoursQuery | null) =>
  useQuery({
    queryKey: ['study', 'hours', times],
    queryFn:
      times === null ? skipToken : () => unwrap(api.GET('/api/v1/study-hours', { params: { query: times } })),
  })

export const planSession = (body: SessionInput, key: string): Promise<StudySession> =>
  unwrap(api.POST('/api/v1/study-sessions', { body, headers: idempotent(key) }))

export const amendSession = ({ id, version }: Known, body: SessionAmendment): Promise<StudySession> =>
  unwrap(
    api.PATCH('/api/v1/study-sessions/{session_id}', { params: at(id), body, headers: ifMatch(version) }),
  )

export const moveSession = (
  { id, version }: Known,
  body: { action: string; comment?: string | null },
  key: string,
): Promise<StudySession> =>
  unwrap(
    api.POST('/api/v1/study-sessions/{session_id}/transitions', {
      params: at(id),
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

/** The whole sheet in one request: the lines that were changed. */
export const saveSheet = (id: string, version: number, rows: LineInput[]): Promise<Sheet> =>
  unwrap(
    api.PUT('/api/v1/study-sessions/{session_id}/attendance', {
      params: at(id),
      body: { rows, exceptions: [] },
      headers: ifMatch(version),
    }),
  )

export const enterMakeUp = ({ id, version }: Known, body: MakeUpInput, key: string): Promise<StudySession> =>
  unwrap(
    api.POST('/api/v1/study-sessions/{session_id}/make-ups', {
      params: at(id),
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export function attachMaterial({ id, version }: Known, file: File, key: string): Promise<StudySession> {
  const form = new FormData()
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/study-sessions/{session_id}/files', {
      params: at(id),
      headers: { ...ifMatch(version), ...idempotent(key) },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  )
}
