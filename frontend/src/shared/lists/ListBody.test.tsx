import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Problem } from '@/shared/api/problem'
import { renderApp } from '@/shared/testing/render'
import { useCursorList } from './cursorList'
import { ListBody } from './ListBody'

const BROKEN = new Problem({ title: '暂时不可用', status: 503, code: 'unavailable' })
const pageOf = (items: string[], next_cursor: string | null = null) => ({ items, next_cursor })

describe('the body of a cursor list', () => {
  it('keeps its rows when more of them cannot be read, and asks for these alone again', async () => {
    const fetchPage = vi
      .fn<(cursor?: string) => Promise<ReturnType<typeof pageOf>>>()
      .mockResolvedValueOnce(pageOf(['甲', '乙'], 'two'))
      .mockRejectedValueOnce(BROKEN)
      .mockResolvedValueOnce(pageOf(['丙']))
    function Page() {
      const list = useCursorList({ queryKey: ['rows'], fetchPage })
      return (
        <ListBody list={list} empty={<p>空</p>}>
          {list.items.map((row) => (
            <p key={row}>{row}</p>
          ))}
        </ListBody>
      )
    }
    const user = renderApp(<Page />)
    await user.click(await screen.findByText('加载更多'))
    const failure = await screen.findByRole('alert')
    // Where more was asked for, not at the head of what may be a long list.
    expect(screen.getByText('乙').compareDocumentPosition(failure)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    await user.click(screen.getByText('重试'))
    expect(await screen.findByText('已显示全部 3 条')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(fetchPage.mock.calls.map(([cursor]) => cursor)).toEqual([undefined, 'two', 'two'])
  })

  it('says after a failure that it failed, and of nothing that there is nothing', async () => {
    const fetchPage = vi.fn().mockRejectedValueOnce(BROKEN).mockResolvedValueOnce(pageOf([]))
    function Page() {
      return (
        <ListBody list={useCursorList({ queryKey: ['rows'], fetchPage })} empty={<p>空</p>}>
          <ul />
        </ListBody>
      )
    }
    const user = renderApp(<Page />)
    await screen.findByRole('alert')
    expect(screen.queryByText('空')).toBeNull()
    await user.click(screen.getByText('重试'))
    await screen.findByText('空')
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
