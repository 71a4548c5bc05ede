import type { Bilingual } from '@/shared/i18n/texts'

/** What was copied from a spreadsheet as lines; null when it is one line, to be pasted as usual. */
export function pastedLines(clipboard: string): string[] | null {
  const lines = clipboard.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return lines.length < 2 ? null : lines.map((line) => line.split('\t')[0]?.trim() ?? '')
}

const DATE = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/

/**
 * A date as people write it (`2026-12-31`, `2026/12/31`, `2026年12月31日`, `12月31日`) as `YYYY-MM-DD`.
 *
 * Without a year the next such day from `today` on is meant. Undefined when it is no date.
 */
export function readDay(written: string, today: string): string | undefined {
  const match = DATE.exec(written.trim())
  if (match === null) return undefined
  const [, year, month, day] = match
  const inYear = (number: number) => isoDay(number, Number(month), Number(day))
  if (year !== undefined) return inYear(Number(year))
  const thisYear = inYear(Number(today.slice(0, 4)))
  return thisYear !== undefined && thisYear < today ? inYear(Number(today.slice(0, 4)) + 1) : thisYear
}

function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : undefined
}

/** The option whose Chinese or English name was written. */
export function readOption<K extends string>(
  written: string,
  options: Readonly<Record<K, Bilingual>>,
): K | undefined {
  const keys = Object.keys(options) as K[]
  return keys.find((key) => options[key].zh === written || options[key].en === written)
}
