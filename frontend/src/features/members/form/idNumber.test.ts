import { expect, it } from 'vitest'
import { checkId, normalisedId } from './idNumber'

const NOW = new Date('2026-11-22T04:00:00Z')
const faultOf = (text: string) => checkId(text, NOW).fault

// The example of GB 11643-1999 itself; nobody's number.
const EXAMPLE = '11010519491231002X'

it('reads birth date and sex from a good number, however it is typed', () => {
  expect(checkId(EXAMPLE, NOW)).toEqual({ fault: null, birthDate: '1949-12-31', sex: '2' })
  expect(checkId(' 110105 19491231 002x ', NOW).fault).toBeNull()
  expect(normalisedId('１１０１０５１９４９１２３１００２ｘ\u200b')).toBe(EXAMPLE)
})

it('says what is wrong', () => {
  expect(faultOf('110105194912310021')).toBe('checkDigit')
  expect(faultOf('11010519491231')).toBe('length')
  expect(faultOf('110105491231002')).toBe('old')
  expect(faultOf('1.10105E+17')).toBe('spreadsheet')
  expect(faultOf('1101051949123100AX')).toBe('characters')
})

it('refuses days that do not exist or have not come', () => {
  const withCheck = (seventeen: string) =>
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X']
      .map((digit) => faultOf(seventeen + digit))
      .find((fault) => fault !== 'checkDigit')
  expect(withCheck('11010519490231002')).toBe('birthDate')
  expect(withCheck('11010520261123002')).toBe('birthDate')
  expect(withCheck('11010520261122002')).toBeNull()
})
