const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A valid number of an invented woman born in 1990, in a region that does not exist. */
export function inventedId(): string {
  const serial = Math.floor(Math.random() * 500) * 2
  const day = new Date(Date.UTC(1990, 0, 1 + Math.floor(Math.random() * 365)))
  const seventeen = `990000${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return seventeen + '10X98765432'[sum % 11]
}
