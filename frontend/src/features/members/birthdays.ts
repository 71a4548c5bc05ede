import type { PoliticalBirthday } from './types'

/** The month that the address names, else that of `today` (`YYYY-MM-DD`). */
export function monthIn(given: string, today: string): number {
  const month = /^\d{1,2}$/.test(given) ? Number(given) : 0
  return month >= 1 && month <= 12 ? month : Number(today.slice(5, 7))
}

/** The month before or after; the year goes round. */
export const nextMonth = (month: number, step: 1 | -1): number => ((month - 1 + step + 12) % 12) + 1

/** People by the day of the month, in the order given. */
export function byDay(people: PoliticalBirthday[]): [number, PoliticalBirthday[]][] {
  const days = new Map<number, PoliticalBirthday[]>()
  for (const person of people) days.set(person.day, [...(days.get(person.day) ?? []), person])
  return [...days]
}
