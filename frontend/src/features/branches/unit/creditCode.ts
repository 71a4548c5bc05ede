const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const LENGTH = 18

/** The code as it is stored: without blanks, full-width as half-width, letters in upper case. */
export const plainCode = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase()

export type CodeFault = 'short' | 'long' | 'characters' | 'checkDigit'

/** What is wrong with a unified social credit code (GB 32100-2015), while it is typed and after; null when nothing. */
export function codeFault(typed: string): CodeFault | null {
  const code = plainCode(typed)
  if ([...code].some((mark) => !ALPHABET.includes(mark))) return 'characters'
  if (code.length > LENGTH) return 'long'
  if (code.length < LENGTH) return 'short'
  return code.at(-1) === checkDigit(code.slice(0, -1)) ? null : 'checkDigit'
}

function checkDigit(seventeen: string): string | undefined {
  let weight = 1
  let total = 0
  for (const mark of seventeen) {
    total += ALPHABET.indexOf(mark) * weight
    weight = (weight * 3) % ALPHABET.length
  }
  const rest = total % ALPHABET.length
  return ALPHABET[rest === 0 ? 0 : ALPHABET.length - rest]
}
