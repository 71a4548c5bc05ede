import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Unreachable } from '@/shared/api/problem'

/**
 * A server with rotating refresh tokens: using one twice is refused, but with the key of its first use the answer is
 * given again until what it holds was used, as the real one does.
 */
function startServer() {
  let refreshToken = 'refresh-0'
  let last: { used: string; key: string | null } | null = null
  let losing = false
  let accessToken = 'expired'
  const seen: string[] = []
  let down = false
  const answer = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
  const refuse = (code: string) => answer(401, { title: code, status: 401, code })

  async function handle(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (down) throw new TypeError('Failed to fetch')
    const request =
      input instanceof Request ? input : new Request(new URL(String(input), window.location.href), init)
    const path = new URL(request.url).pathname
    seen.push(`${request.method} ${path}`)
    // On its way: other callers go on meanwhile, as on a real network.
    const body = await request.text()
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (path === '/api/v1/auth/token') {
      const form = new URLSearchParams(body)
      const used = form.get('refresh_token')
      const key = request.headers.get('Idempotency-Key')
      const again = last !== null && used === last.used && key !== null && key === last.key
      if (!again) {
        if (used !== refreshToken) return refuse('auth.refresh_reused')
        last = { used, key }
        const turn = seen.filter((entry) => entry.endsWith('/auth/token')).length
        refreshToken = `refresh-${turn}`
        accessToken = `access-${turn}`
      }
      if (losing) return new Promise(() => undefined)
      return answer(200, { access_token: accessToken, expires_in: 900, refresh_token: refreshToken })
    }
    if (path === '/api/v1/me/password') return refuse('auth.invalid_credentials')
    if (request.headers.get('Authorization') !== `Bearer ${accessToken}`) return refuse('auth.token_expired')
    return answer(200, { body: request.method === 'POST' ? body : null })
  }
  vi.stubGlobal('fetch', vi.fn(handle))
  return {
    seen,
    renewals: () => seen.filter((entry) => entry === 'POST /api/v1/auth/token').length,
    used: () => last?.used,
    /** The page is gone before it has the answer. */
    loseAnswers: (value: boolean) => {
      losing = value
    },
    expireAccess: () => {
      accessToken = 'expired on the server'
    },
    goDown: (value: boolean) => {
      down = value
    },
  }
}

async function freshTab() {
  vi.resetModules()
  const session = await import('./session')
  const { sessionFetch } = await import('./fetch')
  return { ...session, sessionFetch }
}

const get = (path: string) => new Request(new URL(path, window.location.href))

describe('the session', () => {
  beforeEach(() => localStorage.setItem('dj.refresh-token', 'refresh-0'))

  it('renews once for two callers at the same time', async () => {
    const server = startServer()
    const tab = await freshTab()
    const answers = await Promise.all([
      tab.sessionFetch(get('/api/v1/me')),
      tab.sessionFetch(get('/api/v1/home')),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(server.renewals()).toBe(1)
    expect(localStorage.getItem('dj.refresh-token')).toBe('refresh-1')
  })

  it('never uses a refresh token twice when two tabs renew at the same time', async () => {
    const server = startServer()
    const [one, two] = [await freshTab(), await freshTab()]
    const answers = await Promise.all([
      one.sessionFetch(get('/api/v1/me')),
      two.sessionFetch(get('/api/v1/me')),
    ])
    expect(one.sessionStore.get().status).toBe('signed-in')
    expect(two.sessionStore.get().status).toBe('signed-in')
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(server.renewals()).toBe(1)
  })

  it('is carried on by the next page when one was left while its renewal was on its way', async () => {
    const server = startServer()
    const left = await freshTab()
    server.loseAnswers(true)
    void left.resumeSession()
    await vi.waitFor(() => expect(server.used()).toBe('refresh-0'))
    server.loseAnswers(false)
    // A page that goes lets go of its lock.
    localStorage.removeItem('dj.lock.refresh')

    const next = await freshTab()
    await next.resumeSession()
    expect(next.sessionStore.get().status).toBe('signed-in')
    expect(localStorage.getItem('dj.refresh-token')).toBe('refresh-1')
    expect(localStorage.getItem(next.RENEWAL_KEY)).toBeNull()
    // The key was that renewal's alone: without it a used token still ends the session.
    localStorage.setItem(next.REFRESH_KEY, 'refresh-0')
    await expect(next.renewAccess(next.currentAccessToken())).resolves.toBeNull()
    expect(next.sessionStore.get()).toEqual({ status: 'signed-out', reason: 'expired' })
    expect(localStorage.getItem(next.RENEWAL_KEY)).toBeNull()
  })

  it('repeats a request with its body once after the access token ran out', async () => {
    const server = startServer()
    const tab = await freshTab()
    await tab.resumeSession()
    server.expireAccess()
    const post = new Request(new URL('/api/v1/tickets', window.location.href), {
      method: 'POST',
      body: '{"title":"x"}',
    })
    const answer = await tab.sessionFetch(post)
    expect(await answer.json()).toEqual({ body: '{"title":"x"}' })
    expect(server.seen.filter((entry) => entry === 'POST /api/v1/tickets')).toHaveLength(2)
  })

  it('does not repeat a refused password, which would count as a second failure', async () => {
    const server = startServer()
    const tab = await freshTab()
    await tab.resumeSession()
    const post = new Request(new URL('/api/v1/me/password', window.location.href), {
      method: 'POST',
      body: '{}',
    })
    expect((await tab.sessionFetch(post)).status).toBe(401)
    expect(server.seen.filter((entry) => entry === 'POST /api/v1/me/password')).toHaveLength(1)
    expect(tab.sessionStore.get().status).toBe('signed-in')
  })

  it('ends when the server refuses the refresh token', async () => {
    startServer()
    localStorage.setItem('dj.refresh-token', 'stolen and used')
    const tab = await freshTab()
    await tab.resumeSession()
    expect(tab.sessionStore.get()).toEqual({ status: 'signed-out', reason: 'expired' })
    expect(localStorage.getItem('dj.refresh-token')).toBeNull()
  })

  it('survives a dead line', async () => {
    const server = startServer()
    const tab = await freshTab()
    server.goDown(true)
    await expect(tab.sessionFetch(get('/api/v1/me'))).rejects.toThrow('unreachable')
    await tab.resumeSession()
    expect(tab.sessionStore.get()).toEqual({ status: 'unreachable' })
    expect(localStorage.getItem('dj.refresh-token')).toBe('refresh-0')
    server.goDown(false)
    await tab.resumeSession()
    expect(tab.sessionStore.get().status).toBe('signed-in')
    expect(new Unreachable(null).name).toBe('Unreachable')
  })

  it('ends at the start of the next visit after 30 idle minutes, and tells the server', async () => {
    const server = startServer()
    localStorage.setItem('dj.activity', String(Date.now() - 30 * 60_000))
    const tab = await freshTab()
    await tab.resumeSession()
    expect(tab.sessionStore.get()).toEqual({ status: 'signed-out', reason: 'idle' })
    expect(server.seen).toEqual(['POST /api/v1/auth/revoke'])
  })

  it('renews for somebody who writes for long without asking the server', async () => {
    const server = startServer()
    const tab = await freshTab()
    await tab.resumeSession()
    await tab.keepAlive(Date.now() + 899_000)
    expect(server.renewals()).toBe(1)
    await tab.keepAlive(Date.now() + 901_000)
    expect(server.renewals()).toBe(2)
  })

  it('stays over for its first reason when a renewal was on its way', async () => {
    const server = startServer()
    const tab = await freshTab()
    await tab.resumeSession()
    const renewal = tab.keepAlive(Date.now() + 901_000)
    await vi.waitFor(() => expect(server.renewals()).toBe(2))
    await tab.signOut('idle')
    await renewal
    expect(tab.sessionStore.get()).toEqual({ status: 'signed-out', reason: 'idle' })
    expect(localStorage.getItem('dj.refresh-token')).toBeNull()
    expect(server.seen.filter((entry) => entry === 'POST /api/v1/auth/revoke')).toHaveLength(2)
  })

  it('reaches the other tabs when one signs out', async () => {
    startServer()
    const [one, two] = [await freshTab(), await freshTab()]
    await one.resumeSession()
    await two.resumeSession()
    await one.signOut()
    await vi.waitFor(() =>
      expect(two.sessionStore.get()).toEqual({ status: 'signed-out', reason: 'signed-out' }),
    )
  })
})
