/** Whole years from a day to another, both `YYYY-MM-DD`; a 29 February is kept on 1 March of common years. */
export function fullYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}
