import { describe, expect, it } from 'vitest'
import { type CalendarDay, figuresOf, monthsOf, nextPlace } from './days'

function aDay(day: string, kind: CalendarDay['kind'] = 'workday', overridden = false): CalendarDay {
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  return {
    day,
    weekday,
    kind,
    working: kind === 'workday' || kind === 'make_up',
    name: null,
    overridden,
    provisional: false,
    source: null,
    version: null,
  }
}

describe('the year', () => {
  it('stands in weeks that begin on Monday', () => {
    const november = Array.from({ length: 30 }, (_, n) => aDay(`2026-11-${String(n + 1).padStart(2, '0')}`))
    const weeks = monthsOf(november)[10] ?? []
    expect(weeks).toHaveLength(6)
    expect(weeks[0]?.map((day) => day?.day ?? null)).toEqual([...Array(6).fill(null), '2026-11-01'])
    expect(weeks.at(-1)?.[0]?.day).toBe('2026-11-30')
    expect(monthsOf(november)[0]).toEqual([])
  })

  it('is counted', () => {
    const days = [
      aDay('2026-10-01', 'holiday'),
      aDay('2026-10-10', 'make_up'),
      aDay('2026-10-12', 'workday', true),
      aDay('2026-10-11', 'weekend'),
    ]
    expect(figuresOf(days)).toEqual({ working: 2, holidays: 1, makeUps: 1, overridden: 1 })
  })

  it('is walked by arrow keys, never over its ends', () => {
    expect(nextPlace('ArrowDown', 10, 365)).toBe(17)
    expect(nextPlace('ArrowLeft', 0, 365)).toBe(0)
    expect(nextPlace('ArrowDown', 360, 365)).toBe(364)
    expect(nextPlace('Enter', 10, 365)).toBeNull()
  })
})
