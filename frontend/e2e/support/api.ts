import { createHmac } from 'node:crypto'
import { inject } from 'vitest'
import { type DemoAccount, demoAccount } from './environment'

export const BASE_URL = inject('baseUrl')

interface Tokens {
  access_token: string
  refresh_token: string
}

/** Sign in without a browser. */
export async function signInOverApi({
  username,
  password,
}: Pick<DemoAccount, 'username' | 'password'>): Promise<Tokens> {
  const answer = await fetch(`${BASE_URL}/api/v1/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', username, password }),
  })
  if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Tokens
}

interface Sent {
  body?: unknown
  /** For `If-Match`. */
  version?: number
  /** Which of the role's demo accounts. */
  index?: number
}

const TOKEN_MS = 300_000
const tokens = new Map<string, { token: Promise<string>; until: number }>()

function accessToken(account: DemoAccount): Promise<string> {
  const known = tokens.get(account.username)
  if (known && known.until > Date.now()) return known.token
  const token = signInOverApi(account).then(({ access_token }) => access_token)
  tokens.set(account.username, { token, until: Date.now() + TOKEN_MS })
  return token
}

/** What the API answers to a demo account; for what a test needs but does not test. */
export async function requestAs<T>(role: string, method: string, path: string, sent: Sent = {}): Promise<T> {
  const { body, version, index } = sent
  const answer = await fetch(`${BASE_URL}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${await accessToken(demoAccount(role, index))}`,
      'Content-Type': 'application/json',
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${role} ${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

export const getAs = <T>(role: string, path: string, index = 0) => requestAs<T>(role, 'GET', path, { index })

export const postAs = <T>(role: string, path: string, body: unknown) =>
  requestAs<T>(role, 'POST', path, { body })

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_SECONDS = 30

/** What an authenticator shows for a secret (RFC 6238), `ahead` steps of 30 seconds from now. */
export function totpCode(secret: string, ahead = 0): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [])
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_SECONDS) + ahead))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
