import { useLanguage } from '@/shared/i18n/preferences'
import { recordDay } from './dates'

/** Says the days of a record, in the language of the page; `null` stays what it is. */
export function useRecordDay(): <D extends string | null | undefined>(day: D) => string | D {
  const language = useLanguage()
  return (day) => (day ? recordDay(day, language) : day)
}
