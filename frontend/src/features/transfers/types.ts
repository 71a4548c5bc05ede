import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type Transfer = Schemas['Transfer']
export type TransferSummary = Schemas['TransferSummary']
export type TransferEvent = Schemas['TransferEvent']
export type TransferInput = Schemas['TransferInput']
export type WishInput = Schemas['WishInput']
export type ArrivalInput = Schemas['ArrivalInput']
export type TransferRequestInput = Schemas['TransferRequestInput']
export type TransferAmendment = Schemas['TransferAmendment']
export type TransferStep = Schemas['TransferStep']
export type TransferState = Schemas['TransferState']
export type Destination = Schemas['Destination']

/** The filters, sort and page of `GET /transfers`. */
export type TransferQuery = NonNullable<paths['/api/v1/transfers']['get']['parameters']['query']>
