import { expect, it } from 'vitest'
import { byDay, monthIn, nextMonth } from './birthdays'
import type { PoliticalBirthday } from './types'

it('takes the present month where the address names none', () => {
  expect([monthIn('', '2026-11-22'), monthIn('13', '2026-11-22'), monthIn('7', '2026-11-22')]).toEqual([
    11, 11, 7,
  ])
})

it('goes round the year', () => {
  expect([nextMonth(12, 1), nextMonth(1, -1), nextMonth(6, 1)]).toEqual([1, 12, 7])
})

it('puts people of one day together, in the order given', () => {
  const born = (day: number, name: string) => ({ day, member: { id: name, name } }) as PoliticalBirthday
  const days = byDay([born(1, '甲'), born(1, '乙'), born(28, '丙')])
  expect(days.map(([day, people]) => [day, ...people.map(({ member }) => member.name)])).toEqual([
    [1, '甲', '乙'],
    [28, '丙'],
  ])
})
