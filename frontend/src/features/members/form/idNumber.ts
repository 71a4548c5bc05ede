import { cityDate } from '@/shared/format/dates'

/** Why a number cannot be a 公民身份号码 (GB 11643-1999). */
export type IdFault = 'spreadsheet' | 'old' | 'length' | 'characters' | 'birthDate' | 'checkDigit'

export type IdCheck = { fault: IdFault; length: number } | { fault: null; birthDate: string; sex: '1' | '2' }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** Without blanks and invisible marks, full-width as half-width, letters in upper case: as the API reads it. */
export const normalisedId = (given: string): string =>
  given
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g, '')
    .toUpperCase()

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date
}

/** Check a number as somebody typed it; a good one tells birth date (`YYYY-MM-DD`) and sex (1 男, 2 女). */
export function checkId(given: string, now: Date): IdCheck {
  const text = normalisedId(given)
  const { length } = text
  const wrong = (fault: IdFault): IdCheck => ({ fault, length })
  if (/^\d+(\.\d+)?E\+?\d+$|^\d+\.\d*$/.test(text)) return wrong('spreadsheet')
  if (/^\d{15}$/.test(text)) return wrong('old')
  if (length !== 18) return wrong('length')
  if (!/^\d{17}[\dX]$/.test(text)) return wrong('characters')
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0)
  if (text[17] !== CHECK_DIGITS[sum % 11]) return wrong('checkDigit')
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!isDay(birthDate) || birthDate > cityDate(now)) return wrong('birthDate')
  return { fault: null, birthDate, sex: Number(text[16]) % 2 === 1 ? '1' : '2' }
}
