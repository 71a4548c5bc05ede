import { describe, expect, it } from 'vitest'
import { URGENCIES } from '@/shared/tickets/labels'
import { pastedLines, readDay, readOption } from './paste'

describe('pasting from a spreadsheet', () => {
  it('sees a column of several lines, of each line the first cell', () => {
    expect(pastedLines('甲\r\n乙\t多余\r\n\r\n丙\r\n')).toEqual(['甲', '乙', '', '丙'])
  })

  it('leaves one line to the browser', () => {
    expect(pastedLines('一行文字')).toBeNull()
    expect(pastedLines('一行文字\n')).toBeNull()
  })

  it.each([
    ['2026-12-31', '2026-12-31'],
    ['2026/1/5', '2026-01-05'],
    ['2026年3月9日', '2026-03-09'],
    ['12月31日', '2026-12-31'],
    ['3月1日', '2027-03-01'],
    ['2026-02-30', undefined],
    ['年底', undefined],
  ])('reads %s as a date', (written, day) => {
    expect(readDay(written, '2026-11-21')).toBe(day)
  })

  it('reads a word in both languages', () => {
    expect(readOption('急件', URGENCIES)).toBe('urgent')
    expect(readOption('Difficult', URGENCIES)).toBe('difficult')
    expect(readOption('不急', URGENCIES)).toBeUndefined()
  })
})
