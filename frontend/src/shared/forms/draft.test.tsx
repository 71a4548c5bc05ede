import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { meKey } from '@/shared/session/me'
import { clearDrafts, useDraft } from './draft'

function draftOf(account: string, key = 'ticket-new') {
  const client = new QueryClient()
  client.setQueryData(meKey, { account: { id: account } })
  return renderHook(() => useDraft<{ title: string }>(key), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  })
}

describe('a draft', () => {
  it('outlives the page, even one closed right after the last key', () => {
    const page = draftOf('a')
    act(() => page.result.current.save({ title: '写到一半' }))
    page.unmount()
    expect(draftOf('a').result.current.load()).toEqual({ title: '写到一半' })
  })

  it('outlives a tab that is loaded anew right after the last key', () => {
    const page = draftOf('a', 'ticket-edit:1')
    act(() => page.result.current.save({ title: '刚写的' }))
    window.dispatchEvent(new Event('pagehide'))
    expect(draftOf('b', 'ticket-edit:1').result.current.load()).toBeNull()
    expect(draftOf('a', 'ticket-edit:1').result.current.load()).toEqual({ title: '刚写的' })
  })

  it('belongs to one account and one form', () => {
    const page = draftOf('a')
    act(() => page.result.current.save({ title: '甲的' }))
    page.unmount()
    expect(draftOf('b').result.current.load()).toBeNull()
    expect(draftOf('a', 'ticket-report:1').result.current.load()).toBeNull()
  })

  it('goes when it was sent, at sign-out, and after a week', () => {
    const keep = () => {
      const page = draftOf('a')
      act(() => page.result.current.save({ title: 'x' }))
      page.unmount()
    }
    keep()
    draftOf('a').result.current.clear()
    expect(draftOf('a').result.current.load()).toBeNull()
    keep()
    clearDrafts()
    expect(draftOf('a').result.current.load()).toBeNull()
    keep()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 8 * 86_400_000)
    expect(draftOf('a').result.current.load()).toBeNull()
  })
})
