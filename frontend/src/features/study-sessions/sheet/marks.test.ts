import { describe, expect, it } from 'vitest'
import type { SheetLine } from '../types'
import {
  asRows,
  countMarks,
  everybodyPresent,
  isNamed,
  markChange,
  nextMark,
  shownLines,
  stillChanges,
  withChange,
  withoutReason,
} from './marks'

const line = (id: string, more: Partial<SheetLine> = {}): SheetLine => ({
  member: { id, name: `党员${id}` },
  pinyin: 'dang yuan',
  branch: { id: 'b', name: '第一党支部' },
  expected: true,
  mark: 'unset',
  mark_label: '未登记',
  reason: null,
  made_up_on: null,
  recorded_by: null,
  recorded_at: null,
  ...more,
})

const sheet = [line('1'), line('2', { mark: 'absent' }), line('3', { expected: false, mark: 'present' })]

describe('a sheet being filled in', () => {
  it('goes round by taps, and never sends a walk-in on leave', () => {
    const round = ['unset', 'present', 'leave', 'absent'] as const
    expect(round.map((mark) => nextMark(mark, true))).toEqual(['present', 'leave', 'absent', 'present'])
    expect(nextMark('present', false)).toBe('unset')
    expect(nextMark('unset', false)).toBe('present')
  })

  it('marks all who are not recorded present, and leaves what is recorded', () => {
    const changes = everybodyPresent(sheet, {})
    expect(changes).toEqual({ 1: { mark: 'present' } })
    expect(countMarks(shownLines(sheet, changes))).toMatchObject({ present: 2, absent: 1, unset: 0 })
    const excepted = withChange(sheet, {}, '1', { mark: 'leave', reason: '因公出差' })
    expect(everybodyPresent(sheet, excepted)).toEqual(excepted)
  })

  it('forgets a change that leads back to what is stored', () => {
    const once = withChange(sheet, {}, '2', { mark: 'present' })
    expect(Object.keys(once)).toEqual(['2'])
    expect(withChange(sheet, once, '2', { mark: 'absent' })).toEqual({})
    expect(withChange(sheet, { 9: { mark: 'present', name: '来客' } }, '9', { mark: 'unset' })).toEqual({})
  })

  it('asks for the reason of a leave and for no other', () => {
    const leave = withChange(sheet, {}, '1', markChange('leave', { reason: null }, '2026-11-28'))
    expect(withoutReason(shownLines(sheet, leave)).map(({ id }) => id)).toEqual(['1'])
    const said = withChange(sheet, leave, '1', { mark: 'leave', reason: '病假' })
    expect(withoutReason(shownLines(sheet, said))).toEqual([])
    expect(markChange('absent', { reason: '病假' }, '2026-11-28')).toEqual({ mark: 'absent' })
    expect(markChange('made_up', { reason: null }, '2026-11-28').made_up_on).toBe('2026-11-28')
  })

  it('sends the changed lines alone, with empty text as nothing', () => {
    expect(asRows({ 1: { mark: 'present' }, 9: { mark: 'leave', reason: ' 病假 ', name: '来客' } })).toEqual([
      { member_id: '1', mark: 'present', reason: null, made_up_on: null },
      { member_id: '9', mark: 'leave', reason: '病假', made_up_on: null },
    ])
  })

  it('keeps, after somebody else has saved, what still differs', () => {
    const changes = { 1: { mark: 'present' as const }, 2: { mark: 'present' as const } }
    const newer = [line('1', { mark: 'present' }), line('2', { mark: 'absent' })]
    expect(stillChanges(newer, changes)).toEqual({ 2: { mark: 'present' } })
  })

  it('shows walk-ins that are not stored yet, at the end', () => {
    const shown = shownLines(sheet, { 9: { mark: 'present', name: '来客' } })
    expect(shown.at(-1)).toMatchObject({ id: '9', name: '来客', expected: false, changed: true })
  })

  it('finds by name, pinyin and initials from their beginning', () => {
    const person = { name: '买买提·吐尔逊', pinyin: 'mai mai ti tu er xun' }
    expect(['买提', 'maimai', 'mmt'].map((typed) => isNamed(person, typed))).toEqual([true, true, true])
    expect(['xun', 'te', '张'].map((typed) => isNamed(person, typed))).toEqual([false, false, false])
  })
})
