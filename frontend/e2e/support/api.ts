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

/** Send JSON as the first demo account of a role; for what a test needs but does not test. */
export async function postAs<T>(role: string, path: string, body: unknown): Promise<T> {
  const { access_token } = await signInOverApi(demoAccount(role))
  const answer = await fetch(`${BASE_URL}/api/v1${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

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
