import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Candidate = Schemas['DuplicateCandidate']
export type Resembling = Schemas['Resembling']
export type Summary = Schemas['MemberSummary']
export type MergePreview = Schemas['MergePreview']
export type MergeChoice = Schemas['MergeChoice']
export type MergeField = MergeChoice['field']
export type Side = MergeChoice['suggested']

/** Two records that may be of one person: the newer with one that it resembles. */
export interface Pair {
  newer: Summary
  older: Summary
  grounds: Resembling['grounds']
  idPlaces: number
}
