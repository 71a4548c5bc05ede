import { Problem } from '@/shared/api/problem'
import { pause, withTabLock } from '@/shared/browser/lock'
import { readItem, removeItem, writeItem } from '@/shared/browser/storage'
import { createStore, useStore } from '@/shared/browser/store'
import { randomUuid } from '@/shared/browser/uuid'
import { idleTimeLeft, noteActivity } from './idle'
import { type Credentials, revoke, type TokenAnswer, tokenByPassword, tokenByRefresh } from './tokens'

/**
 * Who sits at this browser.
 *
 * The access token lives in memory only; the refresh token lives in localStorage and is shared by all
 * tabs. A refresh token serves once: using it twice ends the whole session on the server, so renewal
 * runs under a lock over all tabs and always reads the stored token inside the lock. A page may be left
 * while its renewal is on its way; so it first stores the key under which the next one asks for the answer again.
 */
export type EndReason = 'signed-out' | 'idle' | 'expired'

export type SessionState =
  | { status: 'starting' }
  /** The server could not be asked whether the session of this browser still holds. */
  | { status: 'unreachable' }
  | { status: 'signed-out'; reason: EndReason | null }
  | { status: 'signed-in'; passwordChangeRequired: boolean; secondFactorSetupRequired: boolean }

type TabMessage = { kind: 'ended'; reason: EndReason } | { kind: 'renewed'; answer: TokenAnswer }

export const REFRESH_KEY = 'dj.refresh-token'
export const RENEWAL_KEY = 'dj.renewal-key'
const LOCK = 'refresh'
/** How long the others are kept out after a renewal, and how long one that had to wait listens for its outcome. */
const SETTLE_MS = 200
const NEWS_MS = 1000
const LISTEN_MS = 20

export const sessionStore = createStore<SessionState>({ status: 'starting' })
export const useSession = () => useStore(sessionStore)

let accessToken: string | null = null
let accessEndsAt = 0
let renewal: Promise<string | null> | null = null
/** This tab keeps the others out: what it stored itself, it sees. */
let settling = false
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('dj.session')

export const currentAccessToken = () => accessToken

export async function signIn(credentials: Credentials): Promise<void> {
  noteActivity(Date.now())
  adopt(await tokenByPassword(credentials))
}

/** Take over the session that an earlier page or another tab left in this browser, if there is one. */
export async function resumeSession(): Promise<void> {
  if (readItem(REFRESH_KEY) === null) sessionStore.set({ status: 'signed-out', reason: null })
  else if (idleTimeLeft(Date.now()) <= 0) await signOut('idle')
  else await renewAccess(null).catch(() => sessionStore.set({ status: 'unreachable' }))
}

/**
 * Get an access token newer than `used`. Callers at the same time share one request.
 *
 * Returns null when the session is over. Throws `Unreachable` (or a 5xx `Problem`) when the server
 * cannot be asked: the session is kept then.
 */
export function renewAccess(used: string | null): Promise<string | null> {
  if (accessToken !== null && accessToken !== used) return Promise.resolve(accessToken)
  renewal ??= renewAlone(used).finally(() => {
    renewal = null
  })
  return renewal
}

/**
 * A lock may come to another tab sooner than what was stored under it: browsers carry localStorage from process to
 * process on their own time. So who renewed answers its callers at once and lets go of the lock a little later, and
 * who had to wait for it listens for the outcome before looking at the stored token.
 */
function renewAlone(used: string | null): Promise<string | null> {
  const before = readItem(REFRESH_KEY)
  const holder = settling
  return new Promise((resolve, reject) => {
    withTabLock(LOCK, async (waited) => {
      if (waited && !holder) await hearOfRenewal(used, before)
      const mine = accessToken
      resolve(await renewInsideLock(used))
      if (accessToken === mine) return
      settling = true
      await pause(SETTLE_MS)
      settling = false
    }).catch(reject)
  })
}

async function hearOfRenewal(used: string | null, before: string | null): Promise<void> {
  const until = Date.now() + NEWS_MS
  while (
    (accessToken === null || accessToken === used) &&
    readItem(REFRESH_KEY) === before &&
    Date.now() < until
  )
    await pause(LISTEN_MS)
}

async function renewInsideLock(used: string | null): Promise<string | null> {
  // Another tab may have renewed, and told us, while we waited.
  if (accessToken !== null && accessToken !== used) return accessToken
  const refreshToken = readItem(REFRESH_KEY)
  if (refreshToken === null) {
    forget('expired')
    return null
  }
  try {
    const answer = await tokenByRefresh(refreshToken, renewalKey())
    if (readItem(REFRESH_KEY) !== refreshToken) {
      // Signed out while the answer was on its way: it must not bring the session back.
      if (answer.refresh_token) await revoke(answer.refresh_token)
      return null
    }
    adopt(answer)
    return answer.access_token
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 429 || error.status >= 500) throw error
    endSession('expired')
    return null
  }
}

/** Of the renewal that is on its way: this page's, or that of one which did not live to see its answer. */
function renewalKey(): string {
  const key = readItem(RENEWAL_KEY) ?? randomUuid()
  writeItem(RENEWAL_KEY, key)
  return key
}

/**
 * Renew the access token of somebody who works without asking the server for anything, such as writing a
 * long report: the server takes a session for abandoned when it is not renewed for 30 minutes.
 */
export async function keepAlive(now: number): Promise<void> {
  if (accessToken === null || now < accessEndsAt) return
  // A dead line is tried again at the next look.
  await renewAccess(accessToken).catch(() => undefined)
}

export async function signOut(reason: EndReason = 'signed-out'): Promise<void> {
  const refreshToken = readItem(REFRESH_KEY)
  endSession(reason)
  if (refreshToken !== null) await revoke(refreshToken)
}

function adopt(answer: TokenAnswer): void {
  if (answer.refresh_token) writeItem(REFRESH_KEY, answer.refresh_token)
  removeItem(RENEWAL_KEY)
  take(answer)
  channel?.postMessage({ kind: 'renewed', answer: { ...answer, refresh_token: null } } satisfies TabMessage)
}

function take(answer: TokenAnswer): void {
  accessToken = answer.access_token
  accessEndsAt = Date.now() + answer.expires_in * 1000
  sessionStore.set({
    status: 'signed-in',
    passwordChangeRequired: answer.password_change_required ?? false,
    secondFactorSetupRequired: answer.second_factor_setup_required ?? false,
  })
}

function endSession(reason: EndReason): void {
  removeItem(REFRESH_KEY)
  removeItem(RENEWAL_KEY)
  forget(reason)
  channel?.postMessage({ kind: 'ended', reason } satisfies TabMessage)
}

function forget(reason: EndReason): void {
  accessToken = null
  // What ended it first is the reason: requests on their way are refused afterwards.
  if (sessionStore.get().status !== 'signed-out') sessionStore.set({ status: 'signed-out', reason })
}

channel?.addEventListener('message', (event: MessageEvent<TabMessage>) => {
  if (event.data.kind === 'ended') forget(event.data.reason)
  else take(event.data.answer)
})

// Browsers without BroadcastChannel still tell other tabs when the refresh token goes.
window.addEventListener('storage', (event) => {
  if (event.key !== REFRESH_KEY || channel !== null) return
  if (event.newValue === null) forget('signed-out')
  else if (sessionStore.get().status === 'signed-out') void resumeSession()
})
