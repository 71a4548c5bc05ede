import { readItem, writeItem } from '@/shared/browser/storage'
import { createStore, useStore } from '@/shared/browser/store'

/** How this person wants to read the platform. Kept per browser, shared by its tabs at the next load. */
export type Language = 'zh' | 'en'

const LANGUAGE_KEY = 'dj.language'
const LARGE_TYPE_KEY = 'dj.large-type'

export const languageStore = createStore<Language>(readItem(LANGUAGE_KEY) === 'en' ? 'en' : 'zh')
export const largeTypeStore = createStore<boolean>(readItem(LARGE_TYPE_KEY) === 'on')

export function setLanguage(language: Language): void {
  writeItem(LANGUAGE_KEY, language)
  languageStore.set(language)
}

export function setLargeType(on: boolean): void {
  writeItem(LARGE_TYPE_KEY, on ? 'on' : 'off')
  largeTypeStore.set(on)
}

export const useLanguage = () => useStore(languageStore)
export const useLargeType = () => useStore(largeTypeStore)

/** The value of `Accept-Language` for the language of the interface. */
export const acceptLanguage = () => (languageStore.get() === 'en' ? 'en' : 'zh-CN')
