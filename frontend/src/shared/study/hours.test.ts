import { expect, it } from 'vitest'
import { hoursText } from './hours'

it('writes no idle zeros', () => {
  expect([hoursText('4.00'), hoursText('1.50'), hoursText(0)]).toEqual(['4', '1.5', '0'])
})
