import { act, renderHook } from '@testing-library/react'
import { MemoryRouter, useLocation } from 'react-router'
import { describe, expect, it } from 'vitest'
import { flag, many, manyOf, oneOf, readState, text, useUrlState, writeState } from './urlState'

const codecs = {
  q: text(),
  phase: oneOf(['all', 'track', 'close'], 'all'),
  state: manyOf(['assigned', 'accepted']),
  within: many(),
  mine: flag(),
}

describe('list state in the URL', () => {
  it('reads what is there and falls back for what is not, or is nonsense', () => {
    expect(
      readState(codecs, new URLSearchParams('q=学习&phase=nonsense&state=accepted&state=x&mine=true')),
    ).toEqual({
      q: '学习',
      phase: 'all',
      state: ['accepted'],
      within: [],
      mine: true,
    })
  })

  it('leaves defaults out and keeps what is not its own', () => {
    const next = writeState(codecs, new URLSearchParams('q=old&other=1&mine=true'), {
      q: '',
      mine: false,
      phase: 'track',
      within: ['a', 'b'],
    })
    expect(next.toString()).toBe('other=1&phase=track&within=a&within=b')
  })

  it('changes the address, and a second change builds on the first', () => {
    const hook = renderHook(() => ({ list: useUrlState(codecs), search: useLocation().search }), {
      wrapper: ({ children }) => (
        <MemoryRouter initialEntries={['/tickets?phase=close']}>{children}</MemoryRouter>
      ),
    })
    act(() => hook.result.current.list[1]({ q: '督办' }))
    act(() => hook.result.current.list[1]({ phase: 'all' }, { replace: true }))
    expect(hook.result.current.list[0]).toMatchObject({ q: '督办', phase: 'all' })
    expect(new URLSearchParams(hook.result.current.search).toString()).toBe(
      new URLSearchParams({ q: '督办' }).toString(),
    )
  })
})
