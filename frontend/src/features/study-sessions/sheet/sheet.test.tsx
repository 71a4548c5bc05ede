import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderApp } from '@/shared/testing/render'
import type { Sheet, SheetLine } from '../types'
import { AttendanceCard } from './AttendanceCard'

const person = (id: string, name: string, pinyin: string): SheetLine => ({
  member: { id, name },
  pinyin,
  branch: { id: 'b', name: '第一党支部' },
  expected: true,
  mark: 'unset',
  mark_label: '未登记',
  reason: null,
  made_up_on: null,
  recorded_by: null,
  recorded_at: null,
})

const sheet = {
  session: { id: 's' },
  version: 3,
  lines: [
    person('1', '毕倩薇', 'bi qian wei'),
    person('2', '古丽巴哈尔·阿卜杜克里木', 'gu li ba ha er · a bu du ke li mu'),
    person('3', '闫海鹏', 'yan hai peng'),
  ],
} as Sheet

interface Sent {
  version: string | null
  rows: { member_id: string; mark: string; reason: string | null }[]
}

/** A server that answers the save of a sheet with `status`; what was sent to it. */
function server(status: number): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (input: Request) => {
    if (input.method !== 'PUT') return new Response('{}', { status: 404 })
    const { rows } = (await input.json()) as Sent
    sent.push({ version: input.headers.get('If-Match'), rows })
    const stale = { status, code: 'stale_version', title: 'x', detail: '名单已有改动' }
    const body = status === 200 ? { ...sheet, version: 4 } : stale
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
  })
  return sent
}

afterEach(() => vi.unstubAllGlobals())

const tile = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}，`) })

it('is filled in without a mouse: all present, two exceptions by initials, a reason, one request', async () => {
  const sent = server(200)
  const user = renderApp(<AttendanceCard sheet={sheet} onUnsaved={() => undefined} />)
  await user.click(screen.getByRole('button', { name: '全部到会' }))
  const search = screen.getByRole('searchbox')
  await user.type(search, 'glb{Enter}')
  expect(document.activeElement).toBe(tile('古丽巴哈尔·阿卜杜克里木'))
  await user.keyboard('l')
  expect(screen.getAllByRole('button', { name: /，到会$/ })).toHaveLength(2)

  await user.keyboard('{Control>}s{/Control}')
  expect(sent).toEqual([])
  expect(document.activeElement).toBe(screen.getByLabelText('古丽巴哈尔·阿卜杜克里木的请假事由'))
  await user.keyboard('病假{Enter}')
  await user.type(search, 'yhp{Enter}a')
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.version).toBe('"3"')
  expect(sent[0]?.rows.map(({ mark, reason }) => [mark, reason])).toEqual([
    ['present', null],
    ['leave', '病假'],
    ['absent', null],
  ])
})

it('goes on to the next name after a letter, and round by taps', async () => {
  server(200)
  const user = renderApp(<AttendanceCard sheet={sheet} onUnsaved={() => undefined} />)
  tile('毕倩薇').focus()
  await user.keyboard('pa{ArrowLeft}u')
  expect(tile('毕倩薇').getAttribute('aria-label')).toBe('毕倩薇，到会')
  expect(tile('古丽巴哈尔·阿卜杜克里木').getAttribute('aria-label')).toMatch(/未登记$/)
  await user.click(tile('毕倩薇'))
  expect(tile('毕倩薇').getAttribute('aria-label')).toBe('毕倩薇，请假')
})

it('keeps what was marked when somebody else was faster, and over a closed page', async () => {
  server(412)
  const unsaved = vi.fn()
  const user = renderApp(<AttendanceCard sheet={sheet} onUnsaved={unsaved} />)
  await user.click(tile('毕倩薇'))
  await user.click(screen.getByRole('button', { name: '保存到会情况' }))
  const conflict = await screen.findByRole('alert')
  expect(within(conflict).getByText('名单已有改动')).toBeTruthy()
  expect(tile('毕倩薇').getAttribute('aria-label')).toBe('毕倩薇，到会')
  await waitFor(() => expect(unsaved).toHaveBeenLastCalledWith(1))
  await waitFor(() => expect(JSON.stringify(localStorage)).toContain('study-sheet:s'))
})
