import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type SourceDocument = Schemas['SourceDocument']
export type SourceDocumentSummary = Schemas['SourceDocumentSummary']
export type OutlineNode = Schemas['OutlineNode']
export type NodeTicket = Schemas['NodeTicket']
export type RegistrationItem = Schemas['RegistrationItem']
export type SourceKind = Schemas['SourceKind']
export type TicketKind = Schemas['TicketKind']
export type Urgency = Schemas['Urgency']
export type Ticket = Schemas['Ticket']
