import { screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { readState } from '@/shared/lists/urlState'
import { renderApp } from '@/shared/testing/render'
import { type TicketFilters, ticketFilters } from '../filters'
import { aTicket } from '../testing'
import { TicketTable } from './TicketTable'

const filters = (search: string) => readState(ticketFilters, new URLSearchParams(search)) as TicketFilters

const late = aTicket({ id: 't-1', title: '开设党务工作课堂', lamp: 'red', lamp_label: '逾期', urge_level: 2 })
const closed = aTicket({
  id: 't-2',
  title: '组织生活交叉检查',
  lamp: 'grey',
  lamp_label: '办结',
  state: 'closed',
  state_label: '已销号',
  closed_in_time: false,
  number: null,
})

it('says in words what the lamps, marks and missing numbers mean', () => {
  renderApp(<TicketTable tickets={[late, closed]} filters={filters('')} change={() => undefined} />)
  const [first, second] = screen.getAllByRole('row').slice(1)
  expect(within(first as HTMLElement).getByText('逾期')).toBeTruthy()
  expect(within(first as HTMLElement).getByText('黄色催办')).toBeTruthy()
  expect(within(second as HTMLElement).getByText('逾期办结')).toBeTruthy()
  expect(within(second as HTMLElement).getByText('尚未立项编号')).toBeTruthy()
  expect(screen.getByRole('link', { name: '开设党务工作课堂' }).getAttribute('href')).toBe('/tickets/t-1')
  expect(screen.queryByRole('checkbox')).toBeNull()
})

it('chooses one row or all, and turns a sort round', async () => {
  const toggle = vi.fn()
  const change = vi.fn()
  const user = renderApp(
    <TicketTable
      tickets={[late, closed]}
      filters={filters('sort=due_on')}
      change={change}
      selection={{ has: (id) => id === 't-1', toggle }}
    />,
  )
  await user.click(screen.getByRole('checkbox', { name: '选择：组织生活交叉检查' }))
  expect(toggle).toHaveBeenLastCalledWith([closed], true)
  await user.click(screen.getByRole('checkbox', { name: /全选/ }))
  expect(toggle).toHaveBeenLastCalledWith([late, closed], true)
  expect(screen.getByRole('columnheader', { name: /时限/ }).getAttribute('aria-sort')).toBe('ascending')
  await user.click(screen.getByRole('button', { name: /时限/ }))
  expect(change).toHaveBeenLastCalledWith({ sort: '-due_on' })
  await user.click(screen.getByRole('button', { name: /最近动态/ }))
  expect(change).toHaveBeenLastCalledWith({ sort: '-updated_at' })
})
