import type { TransferRequestStart } from '@/shared/transfers/requestStart'
import { FIELDS } from '../labels'
import type { Import, ImportCell, ImportField, ImportRow } from '../types'

const ORDER = Object.keys(FIELDS) as ImportField[]

/** A cell that the file leaves empty. */
export const BLANK: ImportCell = { state: 'ok', value: null, written: null }

export const cellOf = (row: ImportRow, field: ImportField): ImportCell => row.cells[field] ?? BLANK

/** The fields of a preview: the columns in the order of the file, then what rows have beside them. */
export function fieldsOf(sheet: Import['sheet'], rows: readonly ImportRow[]): ImportField[] {
  const columns = (sheet?.columns ?? []).flatMap(({ field }) => (field ? [field] : []))
  const further = ORDER.filter(
    (field) => !columns.includes(field) && rows.some(({ cells }) => field in cells),
  )
  return [...columns, ...further]
}

/** What a cell shows: what is wrong as it was written, everything else as it would be stored. */
export const shownText = ({ state, value, written }: ImportCell): string | null =>
  state === 'error' ? (written ?? value) : value

/** What the editor of a cell begins with: a masked value is no text to go on with. */
export function startText(cell: ImportCell): string {
  const text = cell.written ?? cell.value ?? ''
  return text.includes('*') ? '' : text
}

export interface Reason {
  field: ImportField
  state: ImportCell['state']
  message: string
}

/** What is said of a row's cells, errors first. */
export function reasonsOf(row: ImportRow): Reason[] {
  const found = ORDER.flatMap((field) => {
    const { state, message } = cellOf(row, field)
    return message ? [{ field, state, message }] : []
  })
  return [
    ...found.filter(({ state }) => state === 'error'),
    ...found.filter(({ state }) => state !== 'error'),
  ]
}

export interface Place {
  row: number
  column: number
}

const MOVES: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
}

/** Where a key leads from a cell, within the grid; null for a key that does not move. */
export function moved({ row, column }: Place, key: string, rows: number, columns: number): Place | null {
  const move = MOVES[key]
  if (move === undefined) return null
  const within = (at: number, count: number) => Math.min(Math.max(at, 0), count - 1)
  return { row: within(row + move[0], rows), column: within(column + move[1], columns) }
}

/** What a request for a transfer begins with: the name as the file has it; who it is stays with those who may know. */
export function requestStart(row: ImportRow, branch: Import['branch']): TransferRequestStart {
  const into = row.cells.branch?.value
  const start: TransferRequestStart = { name: row.cells.name?.value ?? undefined }
  return into === branch.name ? { ...start, to_branch_id: branch.id } : start
}
