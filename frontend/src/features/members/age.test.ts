import { expect, it } from 'vitest'
import { fullYears } from './age'

it('counts whole years', () => {
  expect(fullYears('1985-03-14', '2026-03-13')).toBe(40)
  expect(fullYears('1985-03-14', '2026-03-14')).toBe(41)
  expect(fullYears('2004-02-29', '2027-02-28')).toBe(22)
})
