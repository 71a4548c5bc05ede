import { describe, expect, it } from 'vitest'
import { codesOf, remindersOf, ruleOf, workList } from './rules'

const warning = (code: string, due_on: string | null = null) => ({
  code,
  due_on,
  detail: code,
  rule: '某条例第1条',
  confidence: 'A',
})
const branch = (id: string) => ({ id, name: id })
const WARNED = [
  { branch: branch('a'), warnings: [warning('no_secretary'), warning('too_few_for_branch')] },
  { branch: branch('b'), warnings: [warning('election_overdue', '2026-06-01')] },
  { branch: branch('c'), warnings: [warning('election_overdue', '2025-02-01'), warning('newer_rule')] },
]
describe('the reminders of a branch', () => {
  it('are told together where one article asks for one step, the most pressing first', () => {
    const told = remindersOf([
      warning('election_due', '2027-01-01'),
      warning('no_secretary'),
      warning('office_vacant'),
      { ...warning('office_vacant'), detail: '另一条', rule: '另一条例' },
      warning('too_few_for_branch'),
      warning('too_many_units'),
    ])
    expect(told.map(({ details }) => details)).toEqual([
      ['no_secretary', 'office_vacant'],
      ['另一条'],
      ['election_due'],
      ['too_few_for_branch'],
      ['too_many_units'],
    ])
  })
})

describe('the list of reminders', () => {
  const shown = (codes: string[]) =>
    workList(WARNED, codes).map(({ branch: { id }, reminder }) => [id, reminder.code])

  it('has what is longest due at its top, and nothing but what it is about', () => {
    expect(shown(['election_overdue', 'no_secretary'])).toEqual([
      ['c', 'election_overdue'],
      ['b', 'election_overdue'],
      ['a', 'no_secretary'],
    ])
    expect(shown(['office_vacant'])).toEqual([])
  })

  it('is asked for by urgency, narrowed to the reminders chosen', () => {
    expect(codesOf('vacant', [])).toEqual(['no_secretary', 'office_vacant'])
    expect(codesOf('vacant', ['office_vacant', 'election_due'])).toEqual(['office_vacant'])
    expect(codesOf('overdue', ['office_vacant'])).toEqual([])
  })

  it('knows what settles a reminder, and nothing of one it has never heard of', () => {
    expect(ruleOf('election_due')?.steps).toEqual(['term', 'postpone'])
    expect(ruleOf('newer_rule')).toBeUndefined()
  })
})
