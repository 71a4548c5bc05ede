import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type SessionInput = Schemas['StudySessionInput']
export type SessionAmendment = Schemas['StudySessionAmendment']
export type Sheet = Schemas['AttendanceSheet']
export type SheetLine = Schemas['AttendanceLine']
export type SheetInput = Schemas['AttendanceSheetInput']
export type LineInput = Schemas['AttendanceLineInput']
export type MakeUpInput = Schemas['MakeUpInput']
/** What a session of certain times counts as, and from what. */
export type CountedHours = Schemas['StudyHours']
export type HoursQuery = NonNullable<paths['/api/v1/study-hours']['get']['parameters']['query']>
