import { cityDate } from '@/shared/format/dates'
import type { Codec } from '@/shared/lists/urlState'

export const thisYear = (): number => Number(cityDate(new Date()).slice(0, 4))

/** A year in the URL; this one is left out of it. */
export const yearCodec = (): Codec<number> => ({
  read: ([value]) => (/^2\d{3}$/.test(value ?? '') ? Number(value) : thisYear()),
  write: (value) => (value === thisYear() ? [] : [String(value)]),
})
