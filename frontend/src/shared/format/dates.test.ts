import { describe, expect, it } from 'vitest'
import { cityDate, dayText, exactMoment, momentText, workdaysText } from './dates'

const now = new Date('2026-11-21T09:00:00+08:00')

describe('dates as people say them', () => {
  it('names the weekday, and the year only when it is another', () => {
    expect(dayText('2026-11-21', 'zh', now)).toBe('11月21日（周六）')
    expect(dayText('2027-01-05', 'zh', now)).toBe('2027年1月5日（周二）')
    expect(dayText('2027-01-05', 'en', now)).toBe('Tue 5 Jan 2027')
  })

  it('counts working days in words', () => {
    expect(workdaysText(5, false, 'zh')).toBe('还剩 5 个工作日')
    expect(workdaysText(0, false, 'zh')).toBe('最后一天')
    expect(workdaysText(0, true, 'zh')).toBe('已逾期')
    expect(workdaysText(-3, true, 'zh')).toBe('已逾期 3 个工作日')
    expect(workdaysText(1, false, 'en')).toBe('1 working day left')
  })

  it('speaks of moments in the time of the city, wherever the browser is', () => {
    expect(cityDate(new Date('2026-11-20T16:30:00Z'))).toBe('2026-11-21')
    expect(exactMoment('2026-11-20T16:30:00Z')).toBe('2026-11-21 00:30')
  })

  it('is relative for less than 24 hours', () => {
    expect(momentText('2026-11-21T08:59:40+08:00', 'zh', now)).toBe('刚刚')
    expect(momentText('2026-11-21T08:18:00+08:00', 'zh', now)).toBe('42 分钟前')
    expect(momentText('2026-11-20T09:00:01+08:00', 'zh', now)).toBe('23 小时前')
    expect(momentText('2026-11-20T09:00:00+08:00', 'zh', now)).toBe('11月20日（周五） 09:00')
  })
})
