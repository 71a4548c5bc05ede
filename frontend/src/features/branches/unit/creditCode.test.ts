import { describe, expect, it } from 'vitest'
import { codeFault, plainCode } from './creditCode'

describe('a unified social credit code', () => {
  it('is right however it is written', () => {
    // The example of the standard, and two made up.
    for (const code of [
      '91350100M000100Y43',
      ' 91350100 m000100y43',
      '９１３５０１００Ｍ０００１００Ｙ４３',
      '12990000000000001D',
    ]) {
      expect(codeFault(code)).toBeNull()
    }
    expect(plainCode(' ９１350100 m000100y43')).toBe('91350100M000100Y43')
  })

  it('says what is wrong', () => {
    expect(codeFault('91350100M000100Y4')).toBe('short')
    expect(codeFault('91350100M000100Y433')).toBe('long')
    expect(codeFault('91350100M000100I43')).toBe('characters')
    expect(codeFault('91350100M000100Y44')).toBe('checkDigit')
    expect(codeFault('91350100M00010Y043')).toBe('checkDigit')
  })
})
