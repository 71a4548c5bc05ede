import { expect, it } from 'vitest'
import { scoreCourse, scoreSum } from './sum'
import { anEntry } from './testing'

it('writes the score out by head, with deductions and what was taken back', () => {
  const entries = [
    anEntry({ head: 'study', points: 2 }),
    anEntry({ head: 'service', points: 3, state: 'reversed' }),
    anEntry({ head: 'service', points: -3, reverses: 'e' }),
    anEntry({ head: 'discipline', points: -2 }),
    anEntry({ head: 'discipline', points: 2, reverses: 'd' }),
    anEntry({ head: 'discipline', points: -2 }),
    anEntry({ head: 'duty', points: 9, state: 'pending' }),
    anEntry({ head: 'duty', points: 9, state: 'refused' }),
  ]
  expect(scoreSum({ base: 60, entries })).toEqual({
    base: 60,
    gains: { study: 2, service: 0 },
    losses: 2,
    result: 60,
  })
})

it('draws the course by the days of the facts and never below zero', () => {
  const entries = [
    anEntry({ points: 2, occurred_on: '2026-05-02' }),
    anEntry({ points: -4, occurred_on: '2025-12-30', reverses: 'x' }),
    anEntry({ points: -70, occurred_on: '2026-03-01' }),
    anEntry({ points: 1, occurred_on: '2026-05-02' }),
  ]
  expect(scoreCourse({ year: 2026, base: 60, entries })).toEqual([
    { on: '2026-01-01', score: 56 },
    { on: '2026-03-01', score: 0 },
    { on: '2026-05-02', score: 0 },
  ])
})
