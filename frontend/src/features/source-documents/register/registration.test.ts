import { describe, expect, it } from 'vitest'
import { Problem } from '@/shared/api/problem'
import { flatten } from '../outline/outline'
import { NODES } from '../testing'
import { type Change, change, EMPTY, restore, type State } from './registration'
import { rowFaults } from './useRegistration'

const outline = flatten(NODES)
const applied = (actions: Change[], from: State = EMPTY) =>
  actions.reduce((state, action) => change(state, action, outline, 'document'), from)

describe('a registration', () => {
  it('keeps what was typed when a choice is taken back, and brings it back with the tick', () => {
    const typed = applied([
      { type: 'toggle', id: 'monthly' },
      { type: 'set', id: 'monthly', column: 'title', value: '每月学习' },
      { type: 'toggle', id: 'one' },
    ])
    expect(typed).toMatchObject({ chosen: ['one'], dropped: 1 })
    const back = applied([{ type: 'toggle', id: 'monthly' }], typed)
    expect(back.chosen).toEqual(['monthly'])
    expect(back.rows.monthly?.title).toBe('每月学习')
  })

  it('says nothing of overlaps when a tick is simply taken back', () => {
    expect(
      applied([
        { type: 'toggle', id: 'three' },
        { type: 'toggle', id: 'three' },
      ]),
    ).toMatchObject({
      chosen: [],
      dropped: 0,
    })
  })

  it('undoes the last fill', () => {
    const filled = applied([
      { type: 'leaves', id: 'one' },
      { type: 'set', id: 'monthly', column: 'leadId', value: 'b1' },
      { type: 'copyDown', column: 'leadId' },
    ])
    expect(filled.rows.yearly?.leadId).toBe('b1')
    expect(applied([{ type: 'undo' }], filled).rows).toMatchObject({
      monthly: { leadId: 'b1' },
      yearly: { leadId: null },
    })
  })

  it('forgets the fault of a cell that was mended, and no other', () => {
    const faulty = applied([
      { type: 'toggle', id: 'three' },
      { type: 'faults', faults: { three: { leadId: '请选择', dueOn: '早于今天' } } },
      { type: 'set', id: 'three', column: 'leadId', value: 'b1' },
    ])
    expect(faulty.faults.three).toEqual({ dueOn: '早于今天' })
  })

  it('is restored from a draft without nodes that are gone', () => {
    const { chosen, rows, submit } = applied([
      { type: 'toggle', id: 'three' },
      { type: 'submit', on: false },
    ])
    const row = rows.three as (typeof rows)[string]
    const state = restore({ chosen: [...chosen, 'gone'], rows: { ...rows, gone: row }, submit }, outline)
    expect(state).toMatchObject({ chosen: ['three'], submit: false })
    expect(Object.keys(state.rows)).toEqual(['three'])
    expect(restore(null, outline)).toEqual(EMPTY)
  })
})

describe('faults of the server', () => {
  it('stand at their cell', () => {
    const problem = new Problem({
      title: 'x',
      status: 422,
      code: 'invalid',
      errors: [
        { pointer: '/items/1/due_on', code: 'ticket.due_in_past', message: '早于今天' },
        { pointer: '/items/0/node_id', code: 'source_document.node_unknown', message: '没有所选条目' },
        { pointer: '/submit', code: 'bool', message: '不是布尔值' },
      ],
    })
    expect(rowFaults(problem, ['monthly', 'three'])).toEqual({
      three: { dueOn: '早于今天' },
      monthly: { row: '没有所选条目' },
    })
  })
})
