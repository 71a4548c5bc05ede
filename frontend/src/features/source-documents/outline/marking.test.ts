import { describe, expect, it } from 'vitest'
import { NODES, TEXT } from '../testing'
import { markText, placeFinder } from './marking'
import { flatten } from './outline'

describe('the marked text', () => {
  it('gives every word to its node and loses none', () => {
    const paragraphs = markText(TEXT, flatten(NODES))
    expect(paragraphs.map(({ pieces }) => pieces.map(({ nodeId, text }) => [nodeId, text]))).toEqual([
      [['rubbish', '返回首页']],
      [
        ['one', '一、抓好学习。'],
        ['monthly', '各支部每月学习一次。'],
        ['yearly', '年底前总结。'],
      ],
      [['three', '三、选派干部𠮷某等，到基层锻炼']],
    ])
    const shown = paragraphs.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('')
    expect(shown).toBe(TEXT.replace(/[\s　]/g, ''))
  })

  it('keeps a node whole over broken lines, with one beginning and one end', () => {
    const text = '一是对照标准\n逐项\n\n排查。二是整改。'
    const node = (id: string, start: number, end: number) => ({
      ...(NODES[2] as (typeof NODES)[number]),
      id,
      start,
      end,
      text: '',
    })
    const outline = flatten([node('a', 0, 14), node('b', 14, text.length)])
    const pieces = markText(text, outline).flatMap((paragraph) => paragraph.pieces)
    expect(pieces.map(({ nodeId, text: words, first, last }) => [nodeId, words, first, last])).toEqual([
      ['a', '一是对照标准', true, false],
      ['a', '逐项', false, false],
      ['a', '排查。', false, true],
      ['b', '二是整改。', true, true],
    ])
  })

  it('shows text that no node claims', () => {
    expect(markText('前言\n', flatten([]))).toEqual([
      { key: 0, pieces: [{ nodeId: null, text: '前言', first: true, last: true }] },
    ])
  })

  it('counts characters as the API does, not UTF-16 units', () => {
    const text = '𠮷某同志'
    const place = placeFinder(text)
    expect(text.slice(place(1), place(2))).toBe('某')
    expect(text.slice(place(0), place(4))).toBe(text)
  })
})
