import { expect, it } from 'vitest'
import { lastQuarter } from './quarters'

it('fills in the last quarter that is over', () => {
  expect(lastQuarter('2026-03-31')).toEqual({ year: 2025, quarter: 4 })
  expect(lastQuarter('2026-04-01')).toEqual({ year: 2026, quarter: 1 })
  expect(lastQuarter('2026-12-31')).toEqual({ year: 2026, quarter: 3 })
})
