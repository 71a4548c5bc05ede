import { recordDay } from '@/shared/format/dates'
import { type Language, useLanguage } from '@/shared/i18n/preferences'
import { defineTexts, textIn } from '@/shared/i18n/texts'
import { FIELDS, REMOVAL_GROUNDS, STAGES, STANDINGS, SUSPENSION_GROUNDS } from './labels'
import { useCodes } from './useCodes'

const texts = defineTexts({ yes: '是', no: '否', none: '（空）' }, { yes: 'yes', no: 'no', none: '(empty)' })

/** The name of a code of a national list, where the lists are known. */
type NameOf = (list: string, code: string) => string | undefined

const NAMED = {
  stage: STAGES,
  standing: STANDINGS,
  suspension_ground: { ...SUSPENSION_GROUNDS, ...REMOVAL_GROUNDS },
} as Record<string, Record<string, { zh: string; en: string }>>
const DAY = /^\d{4}-\d\d-\d\d$/
const CODED = new Set(['sex', 'ethnicity', 'education'])

/** A field's value as people say it: names before codes. */
export function sayValue(field: string, value: unknown, language: Language, nameOf: NameOf): string {
  const t = textIn(texts, language)
  if (value === null || value === undefined || value === '') return t.none
  if (typeof value === 'boolean') return value ? t.yes : t.no
  const plain = String(value)
  if (CODED.has(field)) return nameOf(field, plain) ?? plain
  if (DAY.test(plain)) return recordDay(plain, language)
  return NAMED[field]?.[plain]?.[language] ?? plain
}

export const sayField = (field: string, language: Language): string => FIELDS[field]?.[language] ?? field

/** Words for fields and values in the language of the page. */
export function useWords() {
  const language = useLanguage()
  const { nameOf } = useCodes()
  return {
    field: (name: string) => sayField(name, language),
    value: (name: string, value: unknown) => sayValue(name, value, language, nameOf),
  }
}
