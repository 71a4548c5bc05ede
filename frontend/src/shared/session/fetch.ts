import { readProblem, Unreachable } from '@/shared/api/problem'
import { acceptLanguage } from '@/shared/i18n/preferences'
import { currentAccessToken, renewAccess } from './session'

/** 401s about what the person typed, not about the token: renewing and repeating would count as a second failure. */
const CREDENTIAL_REFUSALS = new Set(['auth.invalid_credentials', 'auth.otp_required', 'auth.otp_invalid'])

/**
 * `fetch` with this person's bearer token and language.
 *
 * A 401 renews the token and repeats the request once; a second 401 goes to the caller.
 */
export async function sessionFetch(request: Request): Promise<Response> {
  const token = currentAccessToken() ?? (await renewAccess(null))
  const first = await send(request.clone(), token)
  if (first.status !== 401 || (await isCredentialRefusal(first))) return first
  const renewed = await renewAccess(token)
  return renewed === null ? first : send(request, renewed)
}

async function send(request: Request, token: string | null): Promise<Response> {
  request.headers.set('Accept-Language', acceptLanguage())
  if (token !== null) request.headers.set('Authorization', `Bearer ${token}`)
  try {
    return await fetch(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    throw new Unreachable(error)
  }
}

async function isCredentialRefusal(response: Response): Promise<boolean> {
  return CREDENTIAL_REFUSALS.has((await readProblem(response.clone())).code)
}
