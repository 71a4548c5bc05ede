/** A share in words, with one decimal: `12.5%`; `–` of nothing. Never rounds somebody away or up to all. */
export function percentOf(count: number, sum: number): string {
  if (sum === 0) return '–'
  const share = (count / sum) * 100
  if (count > 0 && share < 0.1) return '<0.1%'
  if (count < sum && share > 99.9) return '>99.9%'
  return `${Number(share.toFixed(1))}%`
}
