import { expect, it } from 'vitest'
import { standing } from './progress'

it('compares plan and progress on the last day that has both', () => {
  const points = [
    { on: '2026-11-02', planned: 0, actual: 0 },
    { on: '2026-11-16', planned: 46.7, actual: 30 },
    { on: '2026-12-02', planned: 100, actual: null },
  ]
  expect(standing(points)).toEqual({ on: '2026-11-16', planned: 47, actual: 30, lead: -17 })
  expect(standing([])).toBeNull()
})
