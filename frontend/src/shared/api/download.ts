import { sessionFetch } from '@/shared/session/fetch'
import { readProblem } from './problem'

type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>

/** The address of a file, with repeated parameters for lists, as the API reads filters. */
export function fileAddress(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const part of [value ?? []].flat()) params.append(name, String(part))
  }
  const search = params.toString()
  return `${window.location.origin}${path}${search && `?${search}`}`
}

/** The name that a `Content-Disposition` header gives, the UTF-8 one first. */
export function fileName(disposition: string | null, fallback: string): string {
  const utf8 = /filename\*=utf-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (utf8 !== undefined) {
    try {
      return decodeURIComponent(utf8)
    } catch {
      return fallback
    }
  }
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? fallback
}

const KEEP_MS = 60_000

/**
 * Fetch a file with this person's token and hand it to the browser.
 *
 * Errors: a refusal is thrown as `Problem`, a dead line as `Unreachable`, as by `unwrap`.
 */
export async function downloadFile(path: string, query: Query, fallbackName: string): Promise<void> {
  const response = await sessionFetch(new Request(fileAddress(path, query)))
  if (!response.ok) throw await readProblem(response)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = fileName(response.headers.get('Content-Disposition'), fallbackName)
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), KEEP_MS)
}
