import { act, renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { setLanguage } from './preferences'
import { defineTexts, type Texts, useText } from './texts'

const modules = import.meta.glob<Record<string, unknown>>('/src/**/{texts,*Texts}.ts', { eager: true })
const isTexts = (value: unknown): value is Texts<Record<string, string>> =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value
const dictionaries = Object.entries(modules).flatMap(([file, exported]) =>
  Object.values(exported)
    .filter(isTexts)
    .map((texts) => ({ file, texts })),
)

describe('texts', () => {
  it('switch with the language', () => {
    const texts = defineTexts(
      { title: '首页', left: (days: number) => `还剩 ${days} 天` },
      { title: 'Home', left: (days) => `${days} days left` },
    )
    const hook = renderHook(() => useText(texts))
    expect(hook.result.current.title).toBe('首页')
    act(() => setLanguage('en'))
    expect(hook.result.current.left(3)).toBe('3 days left')
    act(() => setLanguage('zh'))
  })

  it('need the same keys and parameters in English', () => {
    // @ts-expect-error: `later` is missing in English
    defineTexts({ now: '现在', later: '以后' }, { now: 'now' })
    // @ts-expect-error: `other` is not there in Chinese
    defineTexts({ now: '现在' }, { now: 'now', other: 'other' })
    // @ts-expect-error: a phrase with a parameter stays one
    defineTexts({ left: (days: number) => `${days} 天` }, { left: (days: string) => days.trim() })
    expect(dictionaries.length).toBeGreaterThan(3)
  })

  it.each(dictionaries)('$file speaks both languages', ({ texts }) => {
    expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.zh).sort())
    expect(Object.values(texts.zh).every((phrase) => phrase !== '')).toBe(true)
    const untranslated = Object.values(texts.en).filter(
      (phrase) => typeof phrase === 'string' && /\p{Script=Han}/u.test(phrase),
    )
    expect(untranslated.filter((phrase) => phrase !== '中文')).toEqual([])
  })
})
