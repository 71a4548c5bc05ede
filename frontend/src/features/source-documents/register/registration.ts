import { type Column, copyDown, fillColumn, newRow, type Row, type RowFaults, type Rows } from '../items/rows'
import type { Outline } from '../outline/outline'
import { type Choice, chooseLeaves, toggle } from '../outline/ticks'
import type { TicketKind } from '../types'

/** What a clerk has chosen and filled in; kept as a draft per document. */
export interface Registration {
  /** Ids of the chosen nodes in reading order. */
  chosen: string[]
  /** Rows of chosen nodes, and of those taken back: what was typed comes back with the tick. */
  rows: Rows
  /** Send the tickets on for approval (立项) at once. */
  submit: boolean
}

export interface State extends Registration {
  faults: Readonly<Record<string, RowFaults>>
  /** The rows before the last fill of a column, to undo it. */
  before: Rows | null
  /** How many items the last tick took back. */
  dropped: number
}

export type Change =
  | { type: 'toggle' | 'leaves'; id: string }
  | { type: 'set'; id: string; column: Column; value: Row[Column] }
  | { type: 'fill'; column: Column; fromId: string; values: readonly (Row[Column] | undefined)[] }
  | { type: 'copyDown'; column: Column; from?: number }
  | { type: 'undo' }
  | { type: 'submit'; on: boolean }
  | { type: 'faults'; faults: State['faults'] }
  | { type: 'clear' }

export const EMPTY: State = { chosen: [], rows: {}, submit: true, faults: {}, before: null, dropped: 0 }

/** A kept draft, without the nodes that the document no longer has. */
export function restore(draft: Registration | null, outline: Outline): State {
  if (draft === null) return EMPTY
  const known = (id: string) => outline.byId.has(id)
  return {
    ...EMPTY,
    chosen: draft.chosen.filter((id) => known(id) && id in draft.rows),
    rows: Object.fromEntries(Object.entries(draft.rows).filter(([id]) => known(id))),
    submit: draft.submit,
  }
}

function chosenAs(state: State, { chosen, dropped }: Choice, outline: Outline, kind: TicketKind): State {
  const added = chosen.flatMap((id) => {
    const entry = outline.byId.get(id)
    return entry === undefined || id in state.rows ? [] : [[id, newRow(entry, kind)] as const]
  })
  return { ...state, chosen, rows: { ...state.rows, ...Object.fromEntries(added) }, dropped: dropped.length }
}

function withoutFault(faults: State['faults'], id: string, column: Column): State['faults'] {
  const { [column]: _mended, row: _row, ...rest } = faults[id] ?? {}
  return { ...faults, [id]: rest }
}

/** The next state of a registration; `kind` is what a new row starts with. */
export function change(state: State, action: Change, outline: Outline, kind: TicketKind): State {
  switch (action.type) {
    case 'toggle': {
      const tookBack = state.chosen.includes(action.id)
      const next = chosenAs(state, toggle(outline, state.chosen, action.id), outline, kind)
      return tookBack ? { ...next, dropped: 0 } : next
    }
    case 'leaves':
      return chosenAs(state, chooseLeaves(outline, state.chosen, action.id), outline, kind)
    case 'set':
      return {
        ...state,
        rows: fillColumn(state.rows, [action.id], action.column, action.id, [action.value]),
        faults: withoutFault(state.faults, action.id, action.column),
      }
    case 'fill':
      return {
        ...state,
        rows: fillColumn(state.rows, state.chosen, action.column, action.fromId, action.values),
        before: state.rows,
        faults: {},
      }
    case 'copyDown':
      return {
        ...state,
        rows: copyDown(state.rows, state.chosen, action.column, action.from),
        before: state.rows,
        faults: {},
      }
    case 'undo':
      return { ...state, rows: state.before ?? state.rows, before: null }
    case 'submit':
      return { ...state, submit: action.on }
    case 'faults':
      return { ...state, faults: action.faults }
    case 'clear':
      return { ...EMPTY, submit: state.submit }
  }
}
