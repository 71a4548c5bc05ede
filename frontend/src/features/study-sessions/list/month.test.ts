import { expect, it } from 'vitest'
import { boundsOf, byDay, monthAfter, weeksOf } from './month'

it('lays a month out in weeks from Monday, with the days around it', () => {
  const weeks = weeksOf('2026-11')
  expect(weeks).toHaveLength(6)
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ])
  expect(weeks.at(-1)?.[0]).toBe('2026-11-30')
  expect(weeksOf('2027-02')).toHaveLength(4)
})

it('goes over the turn of a year, and bounds a month in the city’s time', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  expect(boundsOf('2026-12')).toEqual({
    starts_after: '2026-12-01T00:00:00+08:00',
    starts_before: '2027-01-01T00:00:00+08:00',
  })
})

it('puts sessions under the day of the city on which they begin, in order', () => {
  const at = (starts_at: string) => ({ starts_at })
  const sessions = [at('2026-11-28T08:00:00Z'), at('2026-11-27T17:00:00Z'), at('2026-11-27T01:00:00Z')]
  expect(byDay(sessions)).toEqual([
    ['2026-11-27', [sessions[2]]],
    ['2026-11-28', [sessions[1], sessions[0]]],
  ])
})
