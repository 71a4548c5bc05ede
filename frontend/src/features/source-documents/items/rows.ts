import type { FlatNode } from '../outline/outline'
import type { RegistrationItem, TicketKind, Urgency } from '../types'

/** One chosen item as it is being filled. */
export interface Row {
  title: string
  requirement: string
  leadId: string | null
  supportingIds: string[]
  owner: string
  /** `YYYY-MM-DD`, or null for the default limit of the kind. */
  dueOn: string | null
  urgency: Urgency
  kind: TicketKind
}

export type Column = keyof Row
export type Rows = Readonly<Record<string, Row>>
/** What is wrong with the cells of a row. */
export type RowFaults = Partial<Record<Column | 'row', string>>

const MAX_REQUIREMENT = 10_000
const characters = (text: string) => [...text].slice(0, MAX_REQUIREMENT).join('')

/** A row with the document's own words in it. */
export function newRow({ node }: FlatNode, kind: TicketKind): Row {
  return {
    title: node.suggested_title,
    requirement: characters(node.requirement),
    leadId: null,
    supportingIds: [],
    owner: '',
    dueOn: null,
    urgency: 'normal',
    kind,
  }
}

export function setCell<C extends Column>(rows: Rows, id: string, column: C, value: Row[C]): Rows {
  const row = rows[id]
  return row === undefined ? rows : { ...rows, [id]: { ...row, [column]: value } }
}

/** Fill a column from one row into all rows below it, as Excel's copy-down does. */
export function copyDown(rows: Rows, order: readonly string[], column: Column, from = 0): Rows {
  const source = rows[order[from] ?? '']
  if (source === undefined) return rows
  const below = order.slice(from + 1).flatMap((id) => {
    const row = rows[id]
    return row === undefined ? [] : [[id, { ...row, [column]: source[column] }] as const]
  })
  return { ...rows, ...Object.fromEntries(below) }
}

/** Put one value after another into a column, from a row downwards; what is `undefined` leaves its cell alone. */
export function fillColumn<C extends Column>(
  rows: Rows,
  order: readonly string[],
  column: C,
  fromId: string,
  values: readonly (Row[C] | undefined)[],
): Rows {
  const start = order.indexOf(fromId)
  if (start < 0) return rows
  let next = rows
  values.forEach((value, place) => {
    const id = order[start + place]
    if (id !== undefined && value !== undefined) next = setCell(next, id, column, value)
  })
  return next
}

/** The columns without which an item cannot be registered. */
export function missingCells(row: Row): Column[] {
  const missing: Column[] = []
  if (row.title.trim() === '') missing.push('title')
  if (row.requirement.trim() === '') missing.push('requirement')
  if (row.leadId === null) missing.push('leadId')
  return missing
}

/** The item as the API takes it. */
export function toItem(nodeId: string, row: Row): RegistrationItem {
  return {
    node_id: nodeId,
    title: row.title.trim(),
    requirement: row.requirement.trim(),
    lead_branch_id: row.leadId ?? '',
    supporting_branch_ids: row.supportingIds,
    owner: row.owner.trim() || null,
    due_on: row.dueOn,
    urgency: row.urgency,
    kind: row.kind,
  }
}

const COLUMN_OF: Record<string, Column> = {
  title: 'title',
  requirement: 'requirement',
  lead_branch_id: 'leadId',
  supporting_branch_ids: 'supportingIds',
  owner: 'owner',
  due_on: 'dueOn',
  urgency: 'urgency',
  kind: 'kind',
}

/** The column that a field of the API stands in; anything else belongs to the row as a whole. */
export const columnOf = (field: string | number | undefined): Column | 'row' =>
  COLUMN_OF[String(field)] ?? 'row'
