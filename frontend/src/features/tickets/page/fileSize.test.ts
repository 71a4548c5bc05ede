import { expect, it } from 'vitest'
import { fileSize } from './fileSize'

it('says sizes in whole kilobytes or tenths of megabytes', () => {
  expect([12, 325_700, 1_500_000].map(fileSize)).toEqual(['1 KB', '318 KB', '1.4 MB'])
})
