import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type StudyKind = Schemas['StudyKind']
export type StudyHourRules = Schemas['StudyHourRules']
export type StudyLength = Schemas['StudyLength']
export type StudySession = Schemas['StudySession']
export type StudySessionInList = Schemas['StudySessionInList']
export type SessionState = Schemas['SessionState']
export type Attendance = Schemas['Attendance']
export type StudyRecord = Schemas['StudyRecord']
export type StudyRecordInList = Schemas['StudyRecordInList']
export type StudyOutput = Schemas['StudyOutput']
export type StudyOutputInList = Schemas['StudyOutputInList']
export type OutputKind = Schemas['OutputKind']
export type DeclarationState = Schemas['DeclarationState']
export type MemberStudy = Schemas['MemberStudy']
export type CreditOutcome = Schemas['CreditOutcome']
export type StudyFile = Schemas['StudyFile']
export type StudyEvent = Schemas['StudyEvent']

/** The filters, sort and page of `GET /study-sessions`, `/study-records`, `/study-outputs`. */
export type SessionQuery = NonNullable<paths['/api/v1/study-sessions']['get']['parameters']['query']>
export type RecordQuery = NonNullable<paths['/api/v1/study-records']['get']['parameters']['query']>
export type OutputQuery = NonNullable<paths['/api/v1/study-outputs']['get']['parameters']['query']>
