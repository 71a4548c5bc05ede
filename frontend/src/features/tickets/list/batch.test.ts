import { expect, it } from 'vitest'
import { batchActions, mayBatch } from './batch'

it('offers what fits the chosen tickets and the person', () => {
  const officer = (permission: string) => ['ticket:supervise', 'ticket:approve'].includes(permission)
  expect(batchActions([{ state: 'pending_approval' }, { state: 'in_progress' }], officer)).toEqual([
    'approve',
    'urge',
  ])
  expect(batchActions([{ state: 'drafted' }, { state: 'assigned' }], officer)).toEqual(['urge'])
  expect(batchActions([], officer)).toEqual([])
  expect(mayBatch(() => false)).toBe(false)
})
