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

/** The `If-Match` value of a record's version. */
export const ifMatch = (version: number): string => `"${version}"`
