import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import { Ledger } from './Ledger'
import { Standing } from './Standing'
import { anEntry, aYear } from './testing'

it('explains each row: rule and version, hands, cap, reversal, refusal', () => {
  const taken = anEntry({ state: 'reversed', state_label: '已冲销', title: '重复登记的一笔' })
  const entries = [
    anEntry({ points: 1, asked: 3, cap: 6, cap_period: 'year' }),
    taken,
    anEntry({ points: -2, reverses: taken.id, reason: '重复登记', title: '冲销的一笔' }),
    anEntry({ state: 'refused', state_label: '未通过', reason: '没有证明', confirmed_by: null }),
    anEntry({ state: 'pending', state_label: '待审核', confirmed_by: null, effective_on: null }),
  ]
  renderApp(<Ledger entries={entries} action={({ state }) => state === 'effective' && <b>有异议</b>} />)
  expect(screen.getByText('本项规则应计 3 分，全年上限 6 分，到上限为止计 1 分。')).toBeTruthy()
  expect(screen.getAllByText('FW-01 · 第 2 版 · 支部党员大会通过')).toHaveLength(5)
  expect(screen.getByText('冲销理由：重复登记')).toBeTruthy()
  expect(screen.getByText('未通过理由：没有证明')).toBeTruthy()
  expect(screen.getByText('审核 等待支部另一人审核')).toBeTruthy()
  expect(screen.getAllByText('有异议')).toHaveLength(2)
  // A reversal stands above what it takes back, though both have the same day.
  const titles = screen.getAllByText(/的一笔$/).map((title) => title.textContent)
  expect(titles.filter((title) => title?.includes('登记') || title?.startsWith('冲销的'))[0]).toContain(
    '冲销的一笔',
  )
})

it('says why the score is not what the rows come to', () => {
  renderApp(<Standing points={aYear({ score: 0, veto: true, band_label: '第三档以下' })} />)
  expect(screen.getByText('0 分')).toBeTruthy()
  expect(screen.getByText('= 62')).toBeTruthy()
  expect(screen.getByText(/一票否决有效期间全年计 0 分/)).toBeTruthy()
})

it('offers what fills an empty ledger', () => {
  renderApp(<Ledger entries={[]} />)
  expect(screen.getByText('今年还没有积分记录')).toBeTruthy()
})
