import type { ProgressPoint } from '../types'

/** Where a ticket stands against its plan, in whole percent. */
export interface Standing {
  /** The last day with an actual figure. */
  on: string
  planned: number
  actual: number
  /** actual − planned, in points. */
  lead: number
}

/** The plan and the progress on the last day that has both, or null before anything is known. */
export function standing(points: ProgressPoint[]): Standing | null {
  const last = points.filter(({ actual }) => actual !== null).slice(-1)[0]
  if (last === undefined || last.actual === null) return null
  const planned = Math.round(last.planned)
  return { on: last.on, planned, actual: last.actual, lead: last.actual - planned }
}
