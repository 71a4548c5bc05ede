import type { components, paths } from '@/api/schema'

type Schemas = components['schemas']

export type Ticket = Schemas['Ticket']
export type TicketSummary = Schemas['TicketSummary']
export type TicketEvent = Schemas['TicketEvent']
export type TicketCounts = Schemas['TicketCounts']
export type UnitCounts = Schemas['UnitCounts']
export type ProgressPoint = Schemas['ProgressPoint']
export type SupportingBranch = Schemas['SupportingBranch']
export type TicketInput = Schemas['TicketInput']
export type TicketAmendment = Schemas['TicketAmendment']
export type TransitionInput = Schemas['TransitionInput']
export type BatchAction = Schemas['BatchInput']['action']
export type BatchResult = Schemas['BatchResult']

export type TicketState = Schemas['TicketState']
export type TicketPhase = Schemas['TicketPhase']
export type TicketKind = Schemas['TicketKind']
export type Urgency = Schemas['Urgency']
export type SourceKind = Schemas['SourceKind']
export type LampColour = Schemas['Lamp']
export type ExtensionState = Schemas['ExtensionState']

/** The filters, sort and page of `GET /tickets`. */
export type TicketQuery = NonNullable<paths['/api/v1/tickets']['get']['parameters']['query']>
