import { describe, expect, it } from 'vitest'
import type { Post, Term } from '../api'
import { changedFields, inOrder, isFromBefore, termState } from './order'

const post = (id: string, office: Post['office'], from_on: string, held = true): Post =>
  ({ id, office, from_on, held, selection: 'elected', to_on: null }) as Post
const term = (elected_on: string, postponed_to: string | null = null): Term =>
  ({ elected_on, postponed_to }) as Term

describe('posts', () => {
  it('stand by office, former ones at the end', () => {
    const posts = [
      post('former', 'secretary', '2020-01-01', false),
      post('member-late', 'committee_member', '2025-01-01'),
      post('member', 'committee_member', '2024-01-01'),
      post('organisation', 'organisation', '2024-01-01'),
      post('secretary', 'secretary', '2024-01-01'),
    ]
    expect(inOrder(posts).map(({ id }) => id)).toEqual([
      'secretary',
      'organisation',
      'member',
      'member-late',
      'former',
    ])
  })

  it('from before the last election are looked at again, appointed ones are not', () => {
    const old = post('a', 'secretary', '2023-01-01')
    expect(isFromBefore(old, term('2026-01-01'))).toBe(true)
    expect(isFromBefore(old, term('2023-01-01'))).toBe(false)
    expect(isFromBefore({ ...old, selection: 'appointed' }, term('2026-01-01'))).toBe(false)
    expect(isFromBefore({ ...old, to_on: '2027-01-01' }, term('2026-01-01'))).toBe(false)
    expect(isFromBefore({ ...old, held: false }, term('2026-01-01'))).toBe(false)
    expect(isFromBefore(old, undefined)).toBe(false)
  })
})

describe('a term', () => {
  it('is what the reminders say of it', () => {
    const postponed = term('2023-01-01', '2026-12-01')
    expect(termState(postponed, ['no_secretary', 'election_overdue'])).toBe('overdue')
    expect(termState(postponed, ['election_due'])).toBe('soon')
    expect(termState(postponed, [])).toBe('postponed')
    expect(termState(term('2025-01-01'), ['no_secretary'])).toBe('running')
  })
})

describe('a correction', () => {
  it('sends what differs, and null for what was emptied', () => {
    const before = { person_name: '赵文远', to_on: '2026-01-01', document_no: null as string | null }
    expect(changedFields(before, { ...before, person_name: '赵文元' })).toEqual({ person_name: '赵文元' })
    expect(changedFields(before, { ...before, to_on: '' })).toEqual({ to_on: null })
    expect(changedFields(before, { ...before, document_no: '' })).toEqual({})
  })
})
