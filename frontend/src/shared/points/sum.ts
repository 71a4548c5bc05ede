import type { Head, MemberPoints, PointEntry } from './types'

/** The parts of a year's score: the base, what each head gave, what was taken off. */
export interface ScoreSum {
  base: number
  gains: Partial<Record<Head, number>>
  /** Without sign. */
  losses: number
  /** Base and all parts; below zero it counts as 0. */
  result: number
}

/** A deduction, or the taking back of one: a reversal has the opposite sign of what it takes back. */
const isLoss = ({ points, asked, reverses }: PointEntry): boolean => {
  const sign = points || asked
  return reverses === null ? sign < 0 : sign > 0
}

/** Whether a row stands in the ledger: what waits for its check, or was refused, does not count. */
export const counts = ({ state }: Pick<PointEntry, 'state'>): boolean =>
  state === 'effective' || state === 'reversed'

/** What the rows of a year come to, part by part: 60 + 学习 12 + 服务 6 − 0 = 78. */
export function scoreSum({ base, entries }: Pick<MemberPoints, 'base' | 'entries'>): ScoreSum {
  const gains: Partial<Record<Head, number>> = {}
  let losses = 0
  let result = base
  for (const entry of entries.filter(counts)) {
    result += entry.points
    if (isLoss(entry)) losses -= entry.points
    else gains[entry.head] = (gains[entry.head] ?? 0) + entry.points
  }
  return { base, gains, losses, result }
}

export interface ScorePoint {
  /** `YYYY-MM-DD`. */
  on: string
  score: number
}

/** The score day by day as the facts happened, from the first of January on; never below zero. */
export function scoreCourse({
  year,
  base,
  entries,
}: Pick<MemberPoints, 'year' | 'base' | 'entries'>): ScorePoint[] {
  const byDay = new Map<string, number>()
  const first = `${year}-01-01`
  for (const { occurred_on, points } of entries.filter(counts)) {
    // The correction of a frozen year counts in this one, whenever the fact was.
    const on = occurred_on < first ? first : occurred_on
    byDay.set(on, (byDay.get(on) ?? 0) + points)
  }
  let total = base
  const course = [{ on: first, score: Math.max(0, base + (byDay.get(first) ?? 0)) }]
  total += byDay.get(first) ?? 0
  for (const [on, points] of [...byDay]
    .filter(([on]) => on !== first)
    .sort(([a], [b]) => a.localeCompare(b))) {
    total += points
    course.push({ on, score: Math.max(0, total) })
  }
  return course
}

/** A reversal stands above what it takes back: both have the day of the fact. */
export const latestFirst = (entries: readonly PointEntry[]) =>
  [...entries].reverse().sort((a, b) => b.occurred_on.localeCompare(a.occurred_on))
