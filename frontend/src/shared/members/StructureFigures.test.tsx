import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import { percentOf } from './percent'
import { type Structure, StructureFigures } from './StructureFigures'

const one = (label: string, count: number) => ({ key: label, label, count })

const structure: Structure = {
  branch: { id: 'b', name: '干部一处党支部' },
  as_of: '2026-11-22',
  party_members: 8,
  stages: [one('入党申请人', 2), one('预备党员', 1), one('正式党员', 7)],
  sexes: [one('未知', 0), one('男', 5), one('女', 3)],
  ages: [one('30 岁及以下', 0), one('31–35 岁', 8)],
  educations: [one('大学本科教育', 8)],
  party_ages: [one('预备期', 1), one('不满 5 年', 7)],
  ethnicities: [one('汉族', 8)],
}

it('says each figure in words with its share, and leaves out sexes that nobody has', () => {
  renderApp(<StructureFigures structure={structure} />)
  expect(screen.getByText('8 名')).toBeTruthy()
  const sexes = screen.getByRole('region', { name: '性别' })
  expect(within(sexes).getByRole('row', { name: '男 5 62.5%' })).toBeTruthy()
  expect(within(sexes).queryByText('未知')).toBeNull()
  const ages = screen.getByRole('region', { name: '年龄' })
  expect(within(ages).getByRole('row', { name: '30 岁及以下 0 0%' })).toBeTruthy()
})

it('says what the figures are for while nobody is registered', () => {
  const nobody = structure.stages.map((figure) => ({ ...figure, count: 0 }))
  renderApp(<StructureFigures structure={{ ...structure, party_members: 0, stages: nobody }} />)
  expect(screen.getByRole('heading', { name: '还没有可统计的党员' })).toBeTruthy()
})

it('never rounds a few people away', () => {
  expect(percentOf(1, 300_000)).toBe('<0.1%')
  expect(percentOf(299_999, 300_000)).toBe('>99.9%')
  expect([percentOf(0, 5), percentOf(5, 5), percentOf(0, 0)]).toEqual(['0%', '100%', '–'])
})
