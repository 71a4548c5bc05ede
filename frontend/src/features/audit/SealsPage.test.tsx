import { screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { sessionStore } from '@/shared/session/session'
import { renderApp } from '@/shared/testing/render'
import SealsPage from './SealsPage'

const json = (body: unknown) =>
  new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } })

const day = (date: string) => ({
  day: date,
  seals: 24,
  entries: 12,
  until_at: `${date}T16:00:00Z`,
  sealed_at: `${date}T16:12:00Z`,
  digest: 'ab'.repeat(32),
  purged_at: null,
})

function stubServer(behind: boolean) {
  localStorage.setItem('dj.refresh-token', 'r')
  sessionStore.set({ status: 'signed-in', passwordChangeRequired: false, secondFactorSetupRequired: false })
  vi.stubGlobal('fetch', async (input: Request | string) => {
    if (typeof input === 'string') return json({ access_token: 't', expires_in: 900 })
    const checked = /seals\/(.*)\/verify/.exec(input.url)?.[1]
    if (!checked) {
      const items = [day('2026-11-28'), day('2026-11-27')]
      return json({ items, next_cursor: null, sealed_until: '2026-11-28T16:00:00Z', behind })
    }
    const sound = checked === '2026-11-28'
    const findings = sound ? [] : [{ wrong: 'missing', sequence: 7, entry_id: 31 }]
    return json({ day: checked, seals: 24, entries: 12, sound, findings })
  })
}

afterEach(() => {
  vi.unstubAllGlobals()
})

it('checks a day on request and names what is wrong with it', async () => {
  stubServer(false)
  const user = renderApp(<SealsPage />)
  expect(await screen.findByText(/已封存至 2026-11-29 00:00/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '核对 2026年11月28日' }))
  expect(await screen.findByText(/12 条记录与封存一致/)).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
  await user.click(screen.getByRole('button', { name: '核对 2026年11月27日' }))
  const alert = await screen.findByRole('alert')
  expect(within(alert).getByText('记录被删除（编号 31）')).toBeTruthy()
})

it('says when sealing has stopped', async () => {
  stubServer(true)
  renderApp(<SealsPage />)
  expect((await screen.findByRole('alert')).textContent).toContain('封存停在 2026-11-29 00:00')
})
