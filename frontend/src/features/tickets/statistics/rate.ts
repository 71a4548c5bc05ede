/** A share from 0 to 1 as `87.5%`, without a decimal that says nothing; `–` when there is nothing to share. */
export function percentText(rate: number | null): string {
  if (rate === null) return '–'
  return `${Math.round(rate * 1000) / 10}%`
}
