import { describe, expect, it } from 'vitest'
import { byUrgency, type RequirementItem, sumInWords } from './requirements'

const item = (given: Partial<RequirementItem>): RequirementItem =>
  ({ state: 'open', due_on: '2026-12-31', unit: 'hours', ...given }) as RequirementItem

describe('what is asked of a member', () => {
  it('is written out: what is asked, what is done, what is missing', () => {
    const hours = { required: '32', done: '20.0', missing: '12', unit: 'hours' as const }
    expect(sumInWords(hours).zh).toBe('要求 32 学时，已完成 20，还差 12')
    const once = { required: '1', done: '2', missing: '0', unit: 'times' as const }
    expect(sumInWords(once).zh).toBe('要求 1 次，已完成 2')
  })

  it('stands in the order in which it presses', () => {
    const items = [
      item({ code: 'member_training', state: 'done' }),
      item({ code: 'member_hours' }),
      item({ code: 'probation_training', due_on: '2026-12-01' }),
      item({ code: 'new_secretary_training', state: 'overdue', due_on: '2027-01-31' }),
    ]
    expect(byUrgency(items).map(({ code }) => code)).toEqual([
      'new_secretary_training',
      'probation_training',
      'member_hours',
      'member_training',
    ])
  })
})
