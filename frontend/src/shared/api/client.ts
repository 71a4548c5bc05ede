import createClient from 'openapi-fetch'
import type { paths } from '@/api/schema'
import { sessionFetch } from '@/shared/session/fetch'
import { readProblem } from './problem'

/**
 * The typed API: `unwrap(api.GET('/api/v1/me'))`.
 *
 * Paths, parameters and answers come from `openapi.json`. The bearer token, its renewal and the
 * language are added by `sessionFetch`.
 */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: sessionFetch,
  // Repeated filters mean "any of": state=assigned&state=accepted.
  querySerializer: { array: { style: 'form', explode: true } },
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's data; a refusal is thrown as `Problem`, a dead line as `Unreachable`. */
export async function unwrap<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await request
  if (!response.ok) throw await readProblem(response, error)
  return data as T
}

/** Headers of a change to a record: refused as stale when somebody changed it since this version was read. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

/** Headers of a POST that must not take effect twice; `useSubmit` gives the key. */
export const idempotent = (key: string) => ({ 'Idempotency-Key': key })
