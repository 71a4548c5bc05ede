import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type Member = Schemas['Member']
export type MemberSummary = Schemas['MemberSummary']
export type OwnMember = Schemas['OwnMember']
export type MemberChange = Schemas['MemberChange']
export type MemberInput = Schemas['MemberInput']
export type MemberAmendment = Schemas['MemberAmendment']
export type MemberStep = Schemas['MemberStep']
export type CodeLists = Schemas['CodeLists']
export type Correction = Schemas['Correction']
export type CorrectionInput = Schemas['CorrectionInput']
export type OwnChanges = CorrectionInput['changes']
export type PoliticalBirthday = Schemas['PoliticalBirthday']

export type Stage = Schemas['Stage']
export type Standing = Schemas['Standing']
export type SealedField = Schemas['RevealInput']['fields'][number]
export type CorrectionState = Schemas['CorrectionState']

/** The filters, sort and page of `GET /members`. */
export type MemberQuery = NonNullable<paths['/api/v1/members']['get']['parameters']['query']>
