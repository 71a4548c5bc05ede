import { useLanguage } from './preferences'
import type { Bilingual } from './texts'

export const keysOf = <K extends string>(labels: Record<K, unknown>): K[] => Object.keys(labels) as K[]

/** Reads a bilingual name in the language of the interface. */
export function useLabel(): (name: Bilingual) => string {
  const language = useLanguage()
  return (name) => name[language]
}

/** Options of a select, in the order of the table. */
export function useOptions<K extends string>(labels: Record<K, Bilingual>): { value: K; label: string }[] {
  const label = useLabel()
  return keysOf(labels).map((value) => ({ value, label: label(labels[value]) }))
}
