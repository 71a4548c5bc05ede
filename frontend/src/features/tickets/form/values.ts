import type { Ticket, TicketAmendment, TicketInput } from '../types'

/** What the form holds; an input that was emptied may be null or ''. */
export interface TicketValues {
  title?: string
  requirement?: string
  kind?: TicketInput['kind']
  urgency?: TicketInput['urgency']
  lead_branch_id?: string
  supporting_branch_ids?: string[]
  owner?: string | null
  leader?: string | null
  due_on?: string | null
  source?: SourceValues
  milestones?: { due_on: string; percent: number; title: string }[]
}

interface SourceValues {
  kind?: NonNullable<TicketInput['source']>['kind']
  title?: string | null
  document_no?: string | null
  item?: string | null
}

const orNull = (text: string | null | undefined): string | null => text?.trim() || null

function sourceOf(source: SourceValues | undefined): TicketInput['source'] {
  const title = orNull(source?.title)
  const document_no = orNull(source?.document_no)
  const item = orNull(source?.item)
  if (!source?.kind && !title && !document_no && !item) return null
  return { kind: source?.kind ?? 'other', title, document_no, item }
}

/** The form as the API drafts it. Required inputs have been checked by the form. */
export function toInput(values: TicketValues, parentId: string | null): TicketInput {
  return {
    title: values.title?.trim() ?? '',
    requirement: values.requirement?.trim() ?? '',
    kind: values.kind ?? 'other',
    urgency: values.urgency ?? 'normal',
    lead_branch_id: values.lead_branch_id ?? '',
    supporting_branch_ids: values.supporting_branch_ids ?? [],
    owner: orNull(values.owner),
    leader: orNull(values.leader),
    due_on: values.due_on ?? null,
    source: sourceOf(values.source),
    milestones: values.milestones ?? [],
    ...(parentId === null ? {} : { parent_id: parentId }),
  }
}

/** A ticket as the form shows it. */
export function fromTicket(ticket: Ticket): TicketValues {
  return {
    title: ticket.title,
    requirement: ticket.requirement,
    kind: ticket.kind,
    urgency: ticket.urgency,
    lead_branch_id: ticket.lead_branch.id,
    supporting_branch_ids: ticket.supporting_branches.map(({ id }) => id),
    owner: ticket.owner,
    leader: ticket.leader,
    due_on: ticket.due_on,
    source: ticket.source
      ? {
          kind: ticket.source.kind,
          title: ticket.source.title,
          document_no: ticket.source.document_no,
          item: ticket.source.item,
        }
      : undefined,
    milestones: ticket.milestones,
  }
}

/** Only the fields that may be changed and were: what is not sent stays as it is. */
export function toAmendment(values: TicketValues, ticket: Ticket): TicketAmendment {
  const before = toInput(fromTicket(ticket), null)
  const after = toInput({ ...fromTicket(ticket), ...values }, null)
  const changed = (Object.keys(after) as (keyof TicketInput)[]).filter(
    (name) =>
      ticket.amendable_fields.includes(name) && JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  )
  return Object.fromEntries(changed.map((name) => [name, after[name]]))
}
