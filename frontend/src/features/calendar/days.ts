import type { components } from '@/api/schema'

export type CalendarDay = components['schemas']['CalendarDay']
export type DayKind = CalendarDay['kind']

/** The weeks of a month, Monday first; null where another month's days stand. */
export type Week = (CalendarDay | null)[]

/** The days of a year, in order, as twelve months of weeks. */
export function monthsOf(days: readonly CalendarDay[]): Week[][] {
  return Array.from({ length: 12 }, (_, month) => {
    const prefix = `-${String(month + 1).padStart(2, '0')}-`
    return weeksOf(days.filter(({ day }) => day.slice(4, 8) === prefix))
  })
}

function weeksOf(days: CalendarDay[]): Week[] {
  const first = days[0]
  if (first === undefined) return []
  const cells: Week = [...Array<null>(first.weekday - 1).fill(null), ...days]
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

export interface YearFigures {
  working: number
  holidays: number
  makeUps: number
  overridden: number
}

export function figuresOf(days: readonly CalendarDay[]): YearFigures {
  const count = (is: (day: CalendarDay) => boolean) => days.filter(is).length
  return {
    working: count(({ working }) => working),
    holidays: count(({ kind }) => kind === 'holiday'),
    makeUps: count(({ kind }) => kind === 'make_up'),
    overridden: count(({ overridden }) => overridden),
  }
}

/** The sign that stands beside the date, so that a day reads without its colour. */
export const SIGNS: Record<DayKind, string> = { workday: '', weekend: '', holiday: '休', make_up: '班' }

/** The place in the year that an arrow key leads to. */
export function nextPlace(key: string, place: number, length: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key]
  if (step === undefined) return null
  return Math.min(length - 1, Math.max(0, place + step))
}
