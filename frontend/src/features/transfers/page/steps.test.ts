import { describe, expect, it } from 'vitest'
import { stepsOf } from './steps'

const branch = { id: '1', name: '某支部' }
const facts = {
  state: 'in_transit' as const,
  approved_on: '2026-11-02',
  issued_on: '2026-11-03',
  received_on: null,
  accepted_on: null,
  ended_on: null,
  from_branch: branch,
  to_branch: branch,
  within_committee: false,
}
const shown = (changes: object) =>
  stepsOf({ ...facts, ...changes }).map(({ key, status, on }) => [key, status, on])

describe('stepsOf', () => {
  it('shows where a transfer from committee to committee stands', () => {
    expect(shown({})).toEqual([
      ['sender_branch', 'done', '2026-11-02'],
      ['sender_committee', 'done', '2026-11-03'],
      ['transit', 'now', null],
      ['receiver_committee', 'todo', null],
      ['receiver_branch', 'todo', null],
    ])
    expect(shown({ state: 'expired' })[2]).toEqual(['transit', 'stopped', null])
  })

  it('takes fewer steps within one committee, out of the city and into it', () => {
    expect(shown({ within_committee: true, state: 'receiver_branch' }).map(([key]) => key)).toEqual([
      'sender_branch',
      'sender_committee',
      'receiver_branch',
    ])
    expect(shown({ to_branch: null }).at(-1)).toEqual(['receipt', 'todo', null])
    expect(shown({ from_branch: null, state: 'receiver_committee' })).toEqual([
      ['receiver_committee', 'now', null],
      ['receiver_branch', 'todo', null],
    ])
  })

  it('has nothing under way when it was returned, and all done at the end', () => {
    expect(new Set(shown({ state: 'returned' }).map(([, status]) => status))).toEqual(new Set(['todo']))
    const done = shown({
      state: 'done',
      received_on: '2026-11-10',
      accepted_on: '2026-11-11',
      ended_on: '2026-11-12',
    })
    expect(done.at(-1)).toEqual(['receiver_branch', 'done', '2026-11-12'])
  })
})
