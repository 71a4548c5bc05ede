import { readProblem, Unreachable } from '@/shared/api/problem'
import { acceptLanguage } from '@/shared/i18n/preferences'

/** What `POST /api/v1/auth/token` answers; the flags hold the person at a page until they are settled. */
export interface TokenAnswer {
  access_token: string
  /** Seconds. */
  expires_in: number
  refresh_token?: string | null
  password_change_required?: boolean
  second_factor_setup_required?: boolean
}

export interface Credentials {
  username: string
  password: string
  otp?: string
}

async function postForm(
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  try {
    return await fetch(`/api/v1/auth/${path}`, {
      method: 'POST',
      headers: { 'Accept-Language': acceptLanguage(), ...headers },
      body: new URLSearchParams(form),
    })
  } catch (error) {
    throw new Unreachable(error)
  }
}

async function requestToken(
  form: Record<string, string>,
  headers?: Record<string, string>,
): Promise<TokenAnswer> {
  const response = await postForm('token', form, headers)
  if (!response.ok) throw await readProblem(response)
  return (await response.json()) as TokenAnswer
}

export const tokenByPassword = ({ username, password, otp }: Credentials) =>
  requestToken({ grant_type: 'password', username, password, ...(otp ? { otp } : {}) })

/** The same token with the same key gets the same answer again for a minute, as long as nobody used what it holds. */
export const tokenByRefresh = (refreshToken: string, idempotencyKey: string) =>
  requestToken(
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    { 'Idempotency-Key': idempotencyKey },
  )

/** Tell the server that this session is over. Signing out must work without a network, so failures are kept quiet. */
export async function revoke(refreshToken: string): Promise<void> {
  await postForm('revoke', { token: refreshToken }).catch(() => undefined)
}
