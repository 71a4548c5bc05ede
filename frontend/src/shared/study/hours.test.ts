import { describe, expect, it } from 'vitest'
import { hoursText, sessionHours } from './hours'

const rules = { half_day: '4', day: '8', lesson_minutes: 45 }
const at = (begins: string, ends: string, to = '2026-11-28') => ({ from: '2026-11-28', to, begins, ends })

describe('hours of a session', () => {
  it('counts half days and days whole, and otherwise 45 minutes as one, in halves', () => {
    expect(sessionHours(at('08:30', '12:00'), 'half_day', rules)).toBe(4)
    expect(sessionHours(at('08:30', '17:30', '2026-11-30'), 'day', rules)).toBe(24)
    expect(sessionHours(at('14:30', '16:00'), 'lessons', rules)).toBe(2)
    expect(sessionHours(at('14:30', '15:45'), 'lessons', rules)).toBe(1.5)
    expect(sessionHours(at('14:30', '14:50'), 'lessons', rules)).toBe(0)
  })

  it('never counts more than a day for a day, and nothing while the end does not come after the beginning', () => {
    expect(sessionHours(at('08:00', '20:00'), 'lessons', rules)).toBe(8)
    expect(sessionHours(at('16:00', '14:30'), 'lessons', rules)).toBeNull()
    expect(sessionHours(at('', '14:30'), 'half_day', rules)).toBeNull()
  })

  it('follows what the office has set', () => {
    const short = { half_day: '3.5', day: '7', lesson_minutes: 40 }
    expect(sessionHours(at('14:30', '15:50'), 'lessons', short)).toBe(2)
    expect(sessionHours(at('08:30', '12:00'), 'half_day', short)).toBe(3.5)
  })

  it('writes no idle zeros', () => {
    expect([hoursText('4.00'), hoursText('1.50'), hoursText(0)]).toEqual(['4', '1.5', '0'])
  })
})
