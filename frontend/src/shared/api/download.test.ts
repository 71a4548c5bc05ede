import { expect, it } from 'vitest'
import { fileAddress, fileName } from './download'

it('writes filters as the API reads them', () => {
  const address = new URL(
    fileAddress('/api/v1/tickets/lists.xlsx', { lamp: ['red', 'yellow'], q: '党建', mine: undefined }),
  )
  expect(address.searchParams.getAll('lamp')).toEqual(['red', 'yellow'])
  expect(address.searchParams.get('q')).toBe('党建')
  expect(address.searchParams.has('mine')).toBe(false)
})

it('takes the Chinese name of a file, and a plain one where there is none', () => {
  expect(fileName(`attachment; filename="lists.xlsx"; filename*=UTF-8''%E6%B8%85%E5%8D%95.xlsx`, 'x')).toBe(
    '清单.xlsx',
  )
  expect(fileName('attachment; filename="form.docx"', 'x')).toBe('form.docx')
  expect(fileName(`attachment; filename*=UTF-8''%E6%B8`, '清单.xlsx')).toBe('清单.xlsx')
  expect(fileName(null, '清单.xlsx')).toBe('清单.xlsx')
})
