import { expect, it } from 'vitest'
import { percentText } from './rate'

it('shows a share in percent with at most one decimal', () => {
  expect([0.875, 1, 2 / 3, 0, null].map(percentText)).toEqual(['87.5%', '100%', '66.7%', '0%', '–'])
})
