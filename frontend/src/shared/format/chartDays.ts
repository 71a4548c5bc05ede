import type { Language } from '@/shared/i18n/preferences'
import { recordDay } from './dates'

/** Days on the axis of a chart, which needs numbers: counted from the epoch, so that no time zone moves a date. */
const DAY_MS = 86_400_000

export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
export const dayOfNumber = (day: number): string =>
  new Date(Math.round(day) * DAY_MS).toISOString().slice(0, 10)

/** A day at the axis, where room is short and the year known: `11月21日`. */
export const axisDay = (day: number, language: Language): string =>
  recordDay(dayOfNumber(day), language).replace(/^\d+年| \d+$/, '')

/** Into how many parts days divide an axis of this many pixels, so that none meets the next: half as many on a phone. */
export const axisParts = (width: number, fontSize: number): number => (width < 20 * fontSize ? 2 : 4)
