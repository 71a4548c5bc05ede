import { useQuery } from '@tanstack/react-query'
import type { components } from '@/api/schema'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { studyKeys } from '@/shared/study/api'
import type { StudyOutput, StudyRecord } from '@/shared/study/types'

type Schemas = components['schemas']

export type RecordInput = Schemas['StudyRecordInput']
export type OutputInput = Schemas['StudyOutputInput']

export const useRecord = (id: string) =>
  useQuery({
    queryKey: studyKeys.record(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/study-records/{record_id}', { params: { path: { record_id: id } } })),
  })

export const useRecordEvents = (id: string) =>
  useQuery({
    queryKey: [...studyKeys.record(id), 'events'],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/study-records/{record_id}/events', { params: { path: { record_id: id } } }),
        )
      ).items,
  })

export const useOutput = (id: string) =>
  useQuery({
    queryKey: studyKeys.output(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/study-outputs/{output_id}', { params: { path: { output_id: id } } })),
  })

export const useOutputEvents = (id: string) =>
  useQuery({
    queryKey: [...studyKeys.output(id), 'events'],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/study-outputs/{output_id}/events', { params: { path: { output_id: id } } }),
        )
      ).items,
  })

export const declareRecord = (body: RecordInput, key: string): Promise<StudyRecord> =>
  unwrap(api.POST('/api/v1/study-records', { body, headers: idempotent(key) }))

export type Proposal = Schemas['CertificateProposal']

/** What a list of trainings elsewhere says, line by line; nothing is written. */
export function readCertificates(branchId: string, file: File): Promise<Proposal> {
  const form = new FormData()
  form.append('branch_id', branchId)
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/study-records/list', {
      body: { branch_id: branchId, file: file.name },
      bodySerializer: () => form,
    }),
  )
}

/** All of the rows or none. */
export const declareRecords = (rows: RecordInput[], key: string) =>
  unwrap(api.POST('/api/v1/study-records/batch', { body: { rows }, headers: idempotent(key) }))

export const handInOutput = (body: OutputInput, key: string): Promise<StudyOutput> =>
  unwrap(api.POST('/api/v1/study-outputs', { body, headers: idempotent(key) }))

type Known = { id: string; version: number }

export function attachToRecord({ id, version }: Known, file: File, key: string): Promise<StudyRecord> {
  const form = new FormData()
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/study-records/{record_id}/files', {
      params: { path: { record_id: id } },
      headers: { ...ifMatch(version), ...idempotent(key) },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  )
}

export function attachToOutput({ id, version }: Known, file: File, key: string): Promise<StudyOutput> {
  const form = new FormData()
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/study-outputs/{output_id}/files', {
      params: { path: { output_id: id } },
      headers: { ...ifMatch(version), ...idempotent(key) },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  )
}
