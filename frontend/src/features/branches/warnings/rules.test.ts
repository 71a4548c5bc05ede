import { describe, expect, it } from 'vitest'
import { remindersOf, ruleOf, workList } from './rules'

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
const shown = (codes: string[]) =>
  workList(WARNED, codes).map(({ urgency, lines }) => [urgency, ...lines.map(({ branch: { id } }) => id)])

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
  it('has the most pressing first, and what is longest due at its top', () => {
    expect(shown([])).toEqual([
      ['overdue', 'c', 'b'],
      ['vacant', 'a'],
      ['size', 'a'],
      ['other', 'c'],
    ])
  })

  it('narrows to the rules chosen', () => {
    expect(shown(['no_secretary', 'too_few_for_branch'])).toEqual([
      ['vacant', 'a'],
      ['size', 'a'],
    ])
    expect(shown(['office_vacant'])).toEqual([])
  })

  it('knows what settles a reminder, and nothing of one it has never heard of', () => {
    expect(ruleOf('election_due')?.steps).toEqual(['term', 'postpone'])
    expect(ruleOf('newer_rule')).toBeUndefined()
  })
})
