/** Rules §13 (GB/T 22239, 8.1.4.1 a). The list of weak passwords and the last five are judged by the API. */
export const MIN_LENGTH = 10
export const MIN_CLASSES = 3

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]

export interface PasswordCheck {
  longEnough: boolean
  mixedEnough: boolean
}

export function checkPassword(password: string): PasswordCheck {
  return {
    longEnough: [...password].length >= MIN_LENGTH,
    mixedEnough: CLASSES.filter((pattern) => pattern.test(password)).length >= MIN_CLASSES,
  }
}
