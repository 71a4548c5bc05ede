import { type Language, useLanguage } from './preferences'

/** A phrase: fixed text, or a function of what it is about (`(count: number) => …`). */
// biome-ignore lint/suspicious/noExplicitAny: parameters are inferred for each phrase below
type Phrase = string | ((...about: any[]) => string)
type Phrases = Record<string, Phrase>

/** The same keys in the other language; a phrase with parameters keeps its parameters. */
type Translation<T extends Phrases> = {
  [K in keyof T]: T[K] extends (...about: infer A) => string ? (...about: A) => string : string
}

export interface Texts<T extends Phrases> {
  zh: T
  en: Translation<T>
}

/**
 * The texts of one feature, Chinese first.
 *
 * English has exactly the same keys: a missing or surplus one does not compile.
 */
export function defineTexts<const T extends Phrases>(zh: T, en: NoInfer<Translation<T>>): Texts<T> {
  return { zh, en }
}

/** The texts in the language of the interface: `const t = useText(texts)`, then `t.title`, `t.left(3)`. */
export function useText<T extends Phrases>(texts: Texts<T>): Translation<T> {
  return textIn(texts, useLanguage())
}

export function textIn<T extends Phrases>(texts: Texts<T>, language: Language): Translation<T> {
  return language === 'en' ? texts.en : (texts.zh as unknown as Translation<T>)
}

/** One name in both languages, for tables that are not components (menu, routes). */
export interface Bilingual {
  zh: string
  en: string
}
