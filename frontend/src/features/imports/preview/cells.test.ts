import { describe, expect, it } from 'vitest'
import type { ImportCell, ImportRow } from '../types'
import { fieldsOf, moved, reasonsOf, requestStart, shownText, startText } from './cells'

const cell = (changes: Partial<ImportCell>): ImportCell => ({
  state: 'ok',
  value: null,
  written: null,
  ...changes,
})

const row = (cells: ImportRow['cells'], changes: Partial<ImportRow> = {}): ImportRow => ({
  number: 5,
  version: 1,
  state: 'invalid',
  state_label: '有错误',
  member: null,
  conflict: null,
  twins: [],
  cells,
  ...changes,
})

const sheet = {
  name: '名册',
  header_row: 1,
  others: [],
  missing: [],
  columns: [
    { index: 0, header: '序号', field: null, label: null },
    { index: 1, header: '身份证', field: 'id_number' as const, label: '公民身份号码' },
    { index: 2, header: '姓名', field: 'name' as const, label: '姓名' },
  ],
}

describe('the cells of a preview', () => {
  it('stand in the order of the file, with what rows have beside its columns', () => {
    const rows = [row({ name: cell({}), stage: cell({}) }), row({ sex: cell({}) })]
    expect(fieldsOf(sheet, rows)).toEqual(['id_number', 'name', 'sex', 'stage'])
    expect(fieldsOf(null, [])).toEqual([])
  })

  it('show what was written where it is wrong, else what would be stored', () => {
    expect(shownText(cell({ state: 'error', written: '1998.7' }))).toBe('1998.7')
    expect(shownText(cell({ state: 'corrected', value: '1998-07-01', written: '1998.07.01' }))).toBe(
      '1998-07-01',
    )
  })

  it('are edited from what the file says, never from a masked value', () => {
    expect(startText(cell({ state: 'corrected', value: '李梅', written: '李 梅' }))).toBe('李 梅')
    expect(startText(cell({ value: '110***********0015' }))).toBe('')
    expect(startText(cell({}))).toBe('')
  })

  it('tell their reasons, errors first', () => {
    const found = reasonsOf(
      row({
        name: cell({ state: 'corrected', value: '李梅', written: '李 梅' }),
        ethnicity: cell({ state: 'warning', message: '将登记为汉族' }),
        joined_on: cell({ state: 'error', message: '没有日' }),
      }),
    )
    expect(found.map(({ field }) => field)).toEqual(['joined_on', 'ethnicity'])
  })
})

describe('moving in the grid', () => {
  it('goes by arrows and ends at its edges', () => {
    expect(moved({ row: 0, column: 0 }, 'ArrowDown', 3, 4)).toEqual({ row: 1, column: 0 })
    expect(moved({ row: 0, column: 0 }, 'ArrowLeft', 3, 4)).toEqual({ row: 0, column: 0 })
    expect(moved({ row: 2, column: 1 }, 'End', 3, 4)).toEqual({ row: 2, column: 3 })
    expect(moved({ row: 2, column: 3 }, 'Home', 3, 4)).toEqual({ row: 2, column: 0 })
    expect(moved({ row: 0, column: 0 }, 'x', 3, 4)).toBeNull()
  })
})

describe('a request for a transfer', () => {
  const branch = { id: 'b-1', name: '干部一处党支部' }

  it('begins with the name alone, and the branch where the row goes into it', () => {
    const cells = { name: cell({ value: '李梅' }), id_number: cell({ value: '110***********0015' }) }
    expect(requestStart(row(cells), branch)).toEqual({ name: '李梅' })
    const into = { ...cells, branch: cell({ value: branch.name }) }
    expect(requestStart(row(into), branch)).toEqual({ name: '李梅', to_branch_id: 'b-1' })
  })
})
