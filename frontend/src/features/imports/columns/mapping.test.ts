import { expect, it } from 'vitest'
import { claimedTwice, columnLetter, mappingOf, stillMissing, toBody } from './mapping'

const columns = [
  { index: 0, header: '序号', field: null, label: null },
  { index: 2, header: '名', field: 'name' as const, label: '姓名' },
]

it('knows what columns claim, and what is missing', () => {
  const mapping = mappingOf(columns)
  expect(mapping).toEqual({ 0: '', 2: 'name' })
  expect(stillMissing(mapping)).toEqual(['id_number'])
  expect(claimedTwice({ ...mapping, 3: 'name', 4: 'name', 5: 'id_number' })).toEqual(['name'])
  expect(stillMissing({ ...mapping, 3: 'id_number' })).toEqual([])
  expect(toBody({ ...mapping, 3: 'id_number' })).toEqual({ 0: null, 2: 'name', 3: 'id_number' })
})

it('letters columns as spreadsheet programs do', () => {
  expect([0, 25, 26, 51, 52, 199].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'GR'])
})
