import { describe, expect, it } from 'vitest'
import { flatten } from '../outline/outline'
import { NODES } from '../testing'
import { columnOf, copyDown, fillColumn, missingCells, newRow, type Rows, toItem } from './rows'

const outline = flatten(NODES)
const entry = (id: string) => outline.byId.get(id) as NonNullable<ReturnType<typeof outline.byId.get>>
const order = ['monthly', 'yearly', 'three']
const rows: Rows = Object.fromEntries(order.map((id) => [id, newRow(entry(id), 'work_point')]))

describe('rows', () => {
  it('begin with the words of the document', () => {
    expect(newRow(entry('one'), 'minutes')).toMatchObject({
      title: '一、抓好学习',
      requirement: '一、抓好学习。各支部每月学习一次。年底前总结。',
      leadId: null,
      kind: 'minutes',
    })
  })

  it('cut a requirement that the API would refuse for its length', () => {
    const long = { ...entry('one'), node: { ...entry('one').node, requirement: '字'.repeat(12_000) } }
    expect(newRow(long, 'document').requirement).toHaveLength(10_000)
  })

  it('fill down from the first row, and from any other', () => {
    const filled = { ...rows, monthly: { ...newRow(entry('monthly'), 'other'), leadId: 'b1' } }
    expect(order.map((id) => copyDown(filled, order, 'leadId')[id]?.leadId)).toEqual(['b1', 'b1', 'b1'])
    expect(order.map((id) => copyDown(filled, order, 'kind', 1)[id]?.kind)).toEqual([
      'other',
      'work_point',
      'work_point',
    ])
    expect(rows.yearly?.leadId).toBeNull()
  })

  it('take a pasted column from a row downwards, leaving blanks and the rest alone', () => {
    const next = fillColumn(rows, order, 'owner', 'yearly', ['沈知行', undefined, '多余的'])
    expect(order.map((id) => next[id]?.owner)).toEqual(['', '沈知行', ''])
  })

  it('say what is missing', () => {
    const row = { ...newRow(entry('one'), 'other'), title: '  ', requirement: '' }
    expect(missingCells(row)).toEqual(['title', 'requirement', 'leadId'])
    expect(missingCells({ ...newRow(entry('one'), 'other'), leadId: 'b1' })).toEqual([])
  })

  it('become what the API takes', () => {
    const row = { ...newRow(entry('monthly'), 'other'), leadId: 'b1', owner: ' ', dueOn: '2026-12-31' }
    expect(toItem('monthly', row)).toEqual({
      node_id: 'monthly',
      title: '各支部每月学习一次',
      requirement: '各支部每月学习一次。',
      lead_branch_id: 'b1',
      supporting_branch_ids: [],
      owner: null,
      due_on: '2026-12-31',
      urgency: 'normal',
      kind: 'other',
    })
  })

  it('know the column of a fault', () => {
    expect(columnOf('lead_branch_id')).toBe('leadId')
    expect(columnOf('node_id')).toBe('row')
    expect(columnOf(undefined)).toBe('row')
  })
})
