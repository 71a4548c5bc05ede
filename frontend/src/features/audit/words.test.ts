import { describe, expect, it } from 'vitest'
import { recordPage } from './labels'
import { actionInWords, changesInWords, dayEnd, dayStart, valueInWords } from './words'

describe('an audit entry in words', () => {
  it('names actions, and shows unknown ones as they stand', () => {
    expect(actionInWords('ticket.close', 'zh')).toBe('销号')
    expect(actionInWords('ticket.close', 'en')).toBe('Closed a ticket')
    expect(actionInWords('rocket.launch', 'zh')).toBe('rocket.launch')
  })

  it('tells what was before and after', () => {
    expect(changesInWords({ state: ['assigned', 'accepted'], owner: [null, '沈知行'] }, 'zh')).toEqual([
      { field: '状态', before: '已交办', after: '已签收' },
      { field: '责任人', before: '（空）', after: '沈知行' },
    ])
    expect(changesInWords(null, 'zh')).toEqual([])
  })

  it('reads duties, lists and truth values', () => {
    expect(valueInWords('branch_clerk @ 干部一处党支部', 'zh')).toBe('支部干事（干部一处党支部）')
    expect(valueInWords(['a', 'b'], 'zh')).toBe('a、b')
    expect(valueInWords([], 'en')).toBe('(nothing)')
    expect(valueInWords(false, 'zh')).toBe('否')
    expect(valueInWords(45, 'zh')).toBe('45')
  })

  it('takes days of the city, the last one whole', () => {
    expect(dayStart('2026-11-21')).toBe('2026-11-21T00:00:00+08:00')
    expect(dayEnd('2026-12-31')).toBe('2027-01-01T00:00:00+08:00')
  })

  it('leads to records that have a page', () => {
    expect(recordPage('ticket', 't1')).toBe('/tickets/t1')
    expect(recordPage('calendar_day', 'd1')).toBeNull()
    expect(recordPage('account', null)).toBeNull()
  })
})
