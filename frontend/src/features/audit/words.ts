import type { Language } from '@/shared/i18n/preferences'
import { ACTIONS } from './actions'
import { FIELDS, VALUES } from './labels'

const NOTHING = { zh: '（空）', en: '(nothing)' }
const YES = { zh: '是', en: 'yes' }
const NO = { zh: '否', en: 'no' }

/** One changed field: what it was and what it is, in words. */
export interface ChangeInWords {
  field: string
  before: string
  after: string
}

export const actionInWords = (action: string, language: Language): string =>
  ACTIONS[action]?.[language] ?? action

/** The changes of an entry, `{field: [before, after]}`, in words. */
export function changesInWords(
  changes: Readonly<Record<string, readonly unknown[]>> | null,
  language: Language,
): ChangeInWords[] {
  return Object.entries(changes ?? {}).map(([field, [before, after]]) => ({
    field: FIELDS[field]?.[language] ?? field,
    before: valueInWords(before, language),
    after: valueInWords(after, language),
  }))
}

export function valueInWords(value: unknown, language: Language): string {
  if (value === null || value === undefined || value === '') return NOTHING[language]
  if (typeof value === 'boolean') return (value ? YES : NO)[language]
  if (Array.isArray(value)) {
    const parts = value.map((part) => valueInWords(part, language))
    return parts.length === 0 ? NOTHING[language] : parts.join(language === 'en' ? ', ' : '、')
  }
  if (typeof value === 'object') return JSON.stringify(value)
  // A duty is written `branch_clerk @ 干部一处党支部`.
  const [code, place] = String(value).split(' @ ')
  const word = VALUES[code ?? '']?.[language] ?? code ?? ''
  return place === undefined ? word : `${word}（${place}）`
}

/** A day of the city as the moments it begins and ends, RFC 3339. */
export const dayStart = (day: string) => `${day}T00:00:00+08:00`
export const dayEnd = (day: string) => {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return dayStart(next.toISOString().slice(0, 10))
}
