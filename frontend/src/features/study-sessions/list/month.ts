import { cityDate } from '@/shared/format/dates'
import type { Codec } from '@/shared/lists/urlState'
import type { StudySessionInList } from '@/shared/study/types'

const DAY_MS = 86_400_000

export const thisMonth = (): string => cityDate(new Date()).slice(0, 7)

/** A month in the URL, `YYYY-MM`; this one is left out of it. */
export const monthCodec = (): Codec<string> => ({
  read: ([value]) => (/^2\d{3}-(0[1-9]|1[0-2])$/.test(value ?? '') ? (value as string) : thisMonth()),
  write: (value) => (value === thisMonth() ? [] : [value]),
})

/** So many months later, or earlier. */
export function monthAfter(month: string, steps: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + steps, 1)).toISOString().slice(0, 7)
}

/** The weeks of a month from Monday to Sunday, as `YYYY-MM-DD`, with the days around that fill them. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01`)
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS
  const end = Date.parse(`${monthAfter(month, 1)}-01`)
  const weeks: string[][] = []
  for (let monday = start; monday < end; monday += 7 * DAY_MS) {
    weeks.push(
      Array.from({ length: 7 }, (_, day) => new Date(monday + day * DAY_MS).toISOString().slice(0, 10)),
    )
  }
  return weeks
}

/** The moments between which a month's sessions begin, in the city's time. */
export const boundsOf = (month: string) => ({
  starts_after: `${month}-01T00:00:00+08:00`,
  starts_before: `${monthAfter(month, 1)}-01T00:00:00+08:00`,
})

/** Sessions by the day on which they begin, each day in order. */
export function byDay<S extends Pick<StudySessionInList, 'starts_at'>>(
  sessions: readonly S[],
): [string, S[]][] {
  const days = new Map<string, S[]>()
  const ordered = [...sessions].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
  for (const session of ordered) {
    const day = cityDate(new Date(session.starts_at))
    days.set(day, [...(days.get(day) ?? []), session])
  }
  return [...days]
}
