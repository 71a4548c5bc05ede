import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/shared/api/client'
import { useLanguage } from '@/shared/i18n/preferences'
import { keys } from './api'

type ListName = 'sex' | 'ethnicity' | 'education'

const FRESH_MS = 86_400_000

/** The national code lists in the language of the page: options for a form, and the name of a code. */
export function useCodes(enabled = true) {
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: keys.codes(language),
    queryFn: async () => (await unwrap(api.GET('/api/v1/members/codes'))).items,
    staleTime: FRESH_MS,
    enabled,
  })
  const entriesOf = (name: string) => data?.find((list) => list.name === name)?.entries ?? []
  return {
    options: (name: ListName) => entriesOf(name).map(({ code, label }) => ({ value: code, label })),
    nameOf: (name: string, code: string) => entriesOf(name).find((entry) => entry.code === code)?.label,
  }
}
