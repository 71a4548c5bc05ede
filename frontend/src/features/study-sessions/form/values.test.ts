import { expect, it } from 'vitest'
import type { StudySessionInList } from '@/shared/study/types'
import { asInput, type PlanValues, startOf } from './values'

const plan: PlanValues = {
  branch_id: 'b',
  kind: 'seminar',
  topic: ' 学习党章 ',
  length: 'lessons',
  from: '2026-11-28',
  to: '2026-11-30',
  begins: '14:30',
  ends: '16:00',
  place: ' ',
  expected: 'branch',
  member_ids: ['m'],
}

it('sends city times, the last day only of full days, and names only when they are asked for', () => {
  expect(asInput(plan)).toMatchObject({
    topic: '学习党章',
    starts_at: '2026-11-28T14:30:00+08:00',
    ends_at: '2026-11-28T16:00:00+08:00',
    place: null,
    member_ids: [],
  })
  expect(asInput({ ...plan, length: 'day' }).ends_at).toBe('2026-11-30T16:00:00+08:00')
  expect(asInput({ ...plan, expected: 'named' }).member_ids).toEqual(['m'])
})

it('begins with what the last session tells, but never plans several days by itself', () => {
  const last = {
    kind: { code: 'party_lecture', label: '党课' },
    length: 'half_day',
    starts_at: '2026-11-03T01:00:00Z',
    ends_at: '2026-11-03T03:30:00Z',
    place: '党员活动室',
    host: '钱书记',
  } as StudySessionInList
  expect(startOf(last, 'b')).toMatchObject({
    kind: 'party_lecture',
    length: 'half_day',
    begins: '09:00',
    ends: '11:30',
    place: '党员活动室',
    expected: 'branch',
  })
  expect(startOf({ ...last, length: 'day' }, 'b')).toMatchObject({ length: 'lessons', begins: '14:30' })
  expect(startOf(undefined, undefined)).toMatchObject({ kind: undefined, ends: '16:00' })
})
