import type { Post, Term } from '../api'
import { OFFICES, type Office } from '../labels'

const OFFICE_ORDER = Object.keys(OFFICES) as Office[]

/** Posts as a committee is listed: those held first, by office, then by the day they were taken up. */
export function inOrder(posts: readonly Post[]): Post[] {
  return [...posts].sort(
    (one, other) =>
      Number(other.held) - Number(one.held) ||
      OFFICE_ORDER.indexOf(one.office) - OFFICE_ORDER.indexOf(other.office) ||
      one.from_on.localeCompare(other.from_on),
  )
}

/** Whether a post is still held from before the last election: somebody should look whether it goes on. */
export const isFromBefore = (post: Post, present: Term | undefined): boolean =>
  present !== undefined &&
  post.held &&
  post.to_on === null &&
  post.selection !== 'appointed' &&
  post.from_on < present.elected_on

/** What is seen of a term today; the API's reminders say whether it is over or ends soon. */
export type TermState = 'overdue' | 'soon' | 'postponed' | 'running'

export function termState(term: Term, warningCodes: readonly string[]): TermState {
  if (warningCodes.includes('election_overdue')) return 'overdue'
  if (warningCodes.includes('election_due')) return 'soon'
  return term.postponed_to === null ? 'running' : 'postponed'
}

/** The fields of a form that differ from what is stored, an emptied one as null: the body of a PATCH. */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
  const names = Object.keys(before) as (keyof T)[]
  const plain = (value: T[keyof T] | undefined) => (value === undefined || value === '' ? null : value)
  return Object.fromEntries(
    names
      .filter((name) => plain(after[name]) !== plain(before[name]))
      .map((name) => [name, plain(after[name])]),
  ) as Partial<T>
}
