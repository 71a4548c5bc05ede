/** The last quarter that is over on a day (`YYYY-MM-DD`). */
export function lastQuarter(today: string): { year: number; quarter: number } {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const running = Math.ceil(month / 3)
  return running === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: running - 1 }
}
