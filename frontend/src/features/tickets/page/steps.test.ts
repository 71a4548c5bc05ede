import { describe, expect, it } from 'vitest'
import { stepsOf } from './steps'

const DATES = {
  resume_state: null,
  registered_on: '2026-10-12',
  assigned_on: '2026-10-12',
  closing_requested_on: null,
  closed_on: null,
}
const ACCEPT = { action: 'accept', from_state: 'assigned' as const, at: '2026-10-13T01:00:00Z' }
const words = (steps: ReturnType<typeof stepsOf>) => steps.map(({ status }) => status).join(' ')

describe('the strip of steps', () => {
  it('follows the state and dates what is behind', () => {
    const steps = stepsOf({ ...DATES, state: 'in_progress' }, [ACCEPT])
    expect(words(steps)).toBe('done done now todo todo')
    expect(steps.map(({ on }) => on)).toEqual(['2026-10-12', '2026-10-12', ACCEPT.at, null, null])
  })

  it('stays at the step at which a ticket was suspended', () => {
    expect(words(stepsOf({ ...DATES, state: 'suspended', resume_state: 'assigned' }, []))).toBe(
      'done now todo todo todo',
    )
  })

  it('is whole once closed', () => {
    expect(words(stepsOf({ ...DATES, state: 'archived', closed_on: '2026-11-20' }, [ACCEPT]))).toBe(
      'done done done done done',
    )
  })

  it('stops where a ticket was withdrawn', () => {
    const withdraw = { action: 'withdraw', from_state: 'assigned' as const, at: '2026-10-14T01:00:00Z' }
    expect(words(stepsOf({ ...DATES, state: 'withdrawn' }, [ACCEPT, withdraw]))).toBe(
      'done stopped todo todo todo',
    )
  })

  it('does not show the date of a review that was sent back', () => {
    const steps = stepsOf({ ...DATES, state: 'in_progress', closing_requested_on: '2026-11-01' }, [])
    expect(steps[3]?.on).toBeNull()
  })
})
