import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sessionStore } from '@/shared/session/session'
import { renderApp } from '@/shared/testing/render'
import { BranchSelect } from './BranchSelect'

const city = { id: 'city', name: '中共江城市委员会' }
const bureau = { id: 'bureau', name: '市教育局党委' }
const school = { id: 'school', name: '第一党支部' }

const branch = (lineage: { id: string; name: string }[], childCount: number) => ({
  ...lineage.at(-1),
  parent_id: lineage.at(-2)?.id ?? null,
  lineage,
  child_count: childCount,
})
const BRANCHES = [branch([city], 1), branch([city, bureau], 1), branch([city, bureau, school], 0)]

/** Answers as the API does for a person whose role stands on the city. */
function answer(url: URL): unknown {
  if (url.pathname === '/api/v1/me') {
    return {
      account: { id: 'a' },
      grants: [
        { role: 'staff', branch: city },
        { role: 'supervisor', branch: city },
      ],
      permissions: [],
    }
  }
  if (url.pathname !== '/api/v1/branches') return BRANCHES.find(({ id }) => url.pathname.endsWith(`/${id}`))
  const q = url.searchParams.get('q')
  const items = BRANCHES.filter(({ name, parent_id }) =>
    q ? name?.includes(q) : parent_id === url.searchParams.get('parent_id'),
  )
  return { items, next_cursor: null }
}

const asked: string[] = []

beforeEach(() => {
  asked.length = 0
  localStorage.setItem('dj.refresh-token', 'r')
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const url = new URL(typeof input === 'string' ? input : input.url, window.location.href)
    asked.push(`${url.pathname}${url.search}`)
    const body = url.pathname.endsWith('/token') ? { access_token: 't', expires_in: 900 } : answer(url)
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  sessionStore.set({ status: 'signed-in', passwordChangeRequired: false, secondFactorSetupRequired: false })
})

function Chooser({ start, onChoose }: { start?: string; onChoose: (id: string | undefined) => void }) {
  const [id, setId] = useState(start)
  return (
    <BranchSelect
      aria-label="单位"
      value={id}
      onChange={(next) => {
        setId(next)
        onChoose(next)
      }}
    />
  )
}

describe('BranchSelect', () => {
  it('shows the top of the tree, and the name of a branch chosen before', async () => {
    const user = renderApp(<Chooser start="school" onChoose={() => undefined} />)
    expect(await screen.findByText('第一党支部')).toBeTruthy()
    await user.click(screen.getByLabelText('单位'))
    expect(await screen.findByText('中共江城市委员会')).toBeTruthy()
    expect(await screen.findByText('市教育局党委')).toBeTruthy()
    expect(asked.filter((path) => path === '/api/v1/branches/city')).toHaveLength(1)
  })

  it('finds by name, says what a match belongs to, and gives its id', async () => {
    const onChoose = vi.fn()
    const user = renderApp(<Chooser onChoose={onChoose} />)
    await user.type(screen.getByLabelText('单位'), '第一')
    await user.click(await screen.findByText('第一党支部（市教育局党委）'))
    expect(onChoose).toHaveBeenCalledWith('school')
    await waitFor(() => expect(screen.getAllByText('第一党支部').length).toBeGreaterThan(0))
    expect(asked.filter((path) => path.includes('q=')).length).toBe(1)
  })
})
