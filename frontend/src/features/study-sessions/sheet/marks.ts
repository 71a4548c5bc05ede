import type { Attendance } from '@/shared/study/types'
import type { LineInput, SheetLine } from '../types'

/** What the recorder has changed on a line and not saved yet. */
export interface Change {
  mark: Attendance
  reason?: string | null
  made_up_on?: string | null
  /** Of somebody who is not on the sheet yet: a walk-in. */
  name?: string
}

export type Changes = Readonly<Record<string, Change>>

/** A line as it is shown: what is stored, under what was changed. */
export interface ShownLine {
  id: string
  name: string
  pinyin: string
  branch: string | null
  expected: boolean
  mark: Attendance
  reason: string | null
  madeUpOn: string | null
  changed: boolean
}

/** The next mark by a tap; nobody who was not expected can be on leave or absent. */
export function nextMark(mark: Attendance, expected: boolean): Attendance {
  if (!expected) return mark === 'present' ? 'unset' : 'present'
  const next = { unset: 'present', present: 'leave', leave: 'absent', absent: 'present', made_up: 'present' }
  return next[mark] as Attendance
}

/** The marks that have a key of their own. */
export const MARK_KEYS: Readonly<Record<string, Attendance>> = {
  p: 'present',
  l: 'leave',
  a: 'absent',
  m: 'made_up',
  u: 'unset',
}

/** The sheet as it would be saved, walk-ins last. */
export function shownLines(lines: readonly SheetLine[], changes: Changes): ShownLine[] {
  const stored = new Set(lines.map(({ member }) => member.id))
  const known = lines.map((line) => {
    const change = changes[line.member.id]
    return {
      id: line.member.id,
      name: line.member.name,
      pinyin: line.pinyin,
      branch: line.branch?.name ?? null,
      expected: line.expected,
      mark: change?.mark ?? line.mark,
      reason: change ? (change.reason ?? null) : line.reason,
      madeUpOn: change ? (change.made_up_on ?? null) : line.made_up_on,
      changed: change !== undefined,
    }
  })
  const added = Object.entries(changes)
    .filter(([id, { mark }]) => !stored.has(id) && mark !== 'unset')
    .map(([id, { mark, name = '', reason = null, made_up_on = null }]) => ({
      id,
      name,
      pinyin: '',
      branch: null,
      expected: false,
      mark,
      reason,
      madeUpOn: made_up_on,
      changed: true,
    }))
  return [...known, ...added]
}

/** The changes with one more; what is again as it is stored is no change. */
export function withChange(
  lines: readonly SheetLine[],
  changes: Changes,
  id: string,
  change: Change,
): Changes {
  const line = lines.find(({ member }) => member.id === id)
  const { [id]: _, ...rest } = changes
  return isStored(line, change) ? rest : { ...rest, [id]: change }
}

function isStored(line: SheetLine | undefined, change: Change): boolean {
  if (line === undefined) return change.mark === 'unset'
  return (
    line.mark === change.mark &&
    (line.reason ?? '') === (change.reason ?? '') &&
    (line.made_up_on ?? '') === (change.made_up_on ?? '')
  )
}

/** A change of mark: reason and day go with the marks that have them. */
export function markChange(mark: Attendance, line: Pick<ShownLine, 'reason'>, today: string): Change {
  if (mark === 'leave') return { mark, reason: line.reason }
  if (mark === 'made_up') return { mark, reason: line.reason, made_up_on: today }
  return { mark }
}

/** Everybody who was expected and is not recorded yet was there; what is recorded stays. */
export function everybodyPresent(lines: readonly SheetLine[], changes: Changes): Changes {
  return shownLines(lines, changes)
    .filter(({ expected, mark }) => expected && mark === 'unset')
    .reduce((all, { id }) => withChange(lines, all, id, { mark: 'present' }), changes)
}

/** Changes that are still changes on the sheet as it is stored now: after a draft, or after somebody else's save. */
export function stillChanges(lines: readonly SheetLine[], changes: Changes): Changes {
  return Object.entries(changes).reduce<Changes>(
    (all, [id, change]) => withChange(lines, all, id, change),
    {},
  )
}

/** Those on leave whose reason is still asked for. */
export const withoutReason = (shown: readonly ShownLine[]): ShownLine[] =>
  shown.filter(({ mark, reason }) => mark === 'leave' && !reason?.trim())

/** The request: the changed lines alone. */
export const asRows = (changes: Changes): LineInput[] =>
  Object.entries(changes).map(([member_id, { mark, reason, made_up_on }]) => ({
    member_id,
    mark,
    reason: reason?.trim() || null,
    made_up_on: made_up_on || null,
  }))

/** Whether somebody is meant by what was typed: a part of the name, of its pinyin or of its initials. */
export function isNamed({ name, pinyin }: Pick<ShownLine, 'name' | 'pinyin'>, typed: string): boolean {
  const needle = typed.trim().toLowerCase()
  const syllables = pinyin.toLowerCase().split(' ')
  const initials = syllables.map((syllable) => syllable[0] ?? '').join('')
  return (
    name.toLowerCase().includes(needle) ||
    syllables.join('').startsWith(needle) ||
    initials.startsWith(needle)
  )
}

export function countMarks(shown: readonly ShownLine[]): Record<Attendance, number> {
  const counts = { unset: 0, present: 0, leave: 0, absent: 0, made_up: 0 }
  for (const { mark } of shown) counts[mark] += 1
  return counts
}
