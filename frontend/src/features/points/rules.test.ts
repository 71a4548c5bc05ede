import { expect, it } from 'vitest'
import { byHand, signedPoints, standingOn, versionsOf } from './rules'
import { aRule } from './testing'

const rules = [
  aRule({ code: 'A', version: 1, effective_from: '2026-01-01' }),
  aRule({ code: 'A', version: 2, effective_from: '2026-07-01', points: 3 }),
  aRule({ code: 'B', version: 1, effective_from: '2026-01-01' }),
  aRule({ code: 'B', version: 2, effective_from: '2026-05-01', retired: true }),
]

it('takes of each rule the version of the day, and none that is retired', () => {
  const on = (day: string) => standingOn(rules, day).map(({ code, version }) => `${code}${version}`)
  expect(on('2025-12-31')).toEqual([])
  expect(on('2026-04-30')).toEqual(['A1', 'B1'])
  expect(on('2026-07-01')).toEqual(['A2'])
})

it('keeps versions together, the newest first', () => {
  expect(versionsOf(rules).map((group) => group.map(({ version }) => version))).toEqual([
    [2, 1],
    [2, 1],
  ])
})

it('knows what the branch may enter by hand, and the sign', () => {
  expect(
    ['study_session.lecture', 'study_record', 'service'].map((source_kind) => byHand({ source_kind })),
  ).toEqual([false, false, true])
  expect(signedPoints({ points: 2, direction: 'minus' })).toBe('−2')
})
