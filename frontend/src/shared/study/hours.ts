import type { StudyHourRules, StudyLength } from './types'

const DAY_MS = 86_400_000

/** A session's times as the form holds them, in the city's time. */
export interface SessionTimes {
  /** `YYYY-MM-DD`. */
  from: string
  to: string
  /** `HH:mm`. */
  begins: string
  ends: string
}

/** Calendar days from the first to the last, both included. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1

/** Minutes from the beginning to the end; NaN while something is missing. */
export function minutesOf({ from, to, begins, ends }: SessionTimes): number {
  return (Date.parse(`${to}T${ends}:00Z`) - Date.parse(`${from}T${begins}:00Z`)) / 60_000
}

/**
 * Hours of a session as the API counts them (rules §4), shown while it is planned; null while it cannot be said.
 *
 * By duration: whole halves, at most a day's hours for each calendar day.
 */
export function sessionHours(times: SessionTimes, length: StudyLength, rules: StudyHourRules): number | null {
  const minutes = minutesOf(times)
  if (!(minutes > 0)) return null
  const days = daysBetween(times.from, times.to)
  if (length === 'half_day') return Number(rules.half_day)
  if (length === 'day') return Number(rules.day) * days
  const halves = Math.floor((minutes / rules.lesson_minutes) * 2)
  return Math.min(halves / 2, Number(rules.day) * days)
}

/** `4.00` as people write it: `4`. */
export const hoursText = (hours: string | number): string => String(Number(hours))
