import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Import = Schemas['Import']
export type ImportState = Schemas['ImportState']
export type ImportRow = Schemas['ImportRow']
export type ImportCell = Schemas['ImportCell']
export type ImportConflict = Schemas['ImportConflict']
export type ImportColumn = Schemas['ImportColumn']
export type ImportRowPage = Schemas['ImportRowPage']
export type ImportAmendment = Schemas['ImportAmendment']
export type ImportCommit = Schemas['ImportCommit']
export type RowState = Schemas['RowState']
export type CellState = Schemas['CellState']
export type CommitMode = Schemas['CommitMode']
export type ImportField = keyof Schemas['ImportRowAmendment']
