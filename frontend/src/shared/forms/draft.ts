import { useCallback, useEffect, useRef } from 'react'
import { readJson, removeItem, writeItem } from '@/shared/browser/storage'
import { useMe } from '@/shared/session/me'

const PREFIX = 'dj.draft.'
const SAVE_AFTER_MS = 400
const KEEP_MS = 7 * 86_400_000

interface Kept<T> {
  saved_at: number
  values: T
}

/**
 * Keep what a person typed in this browser until it is sent: a closed tab or an ended session loses nothing.
 *
 * Give a key per form and record (`ticket-new`, `ticket-report:<id>`). Never used for passwords or
 * personal data of members. Drafts belong to one account, are forgotten after seven days and go at sign-out.
 */
export function useDraft<T>(key: string) {
  const owner = useMe().data?.account.id ?? ''
  const storageKey = `${PREFIX}${owner}.${key}`
  const pending = useRef<{ timer: number; write: () => void } | null>(null)

  const flush = useCallback(() => {
    if (pending.current === null) return
    window.clearTimeout(pending.current.timer)
    pending.current.write()
    pending.current = null
  }, [])
  useEffect(() => {
    // A tab that is closed or loaded anew takes nothing down in an orderly way; a phone may never come back to it.
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
      flush()
    }
  }, [flush])

  const load = useCallback((): T | null => {
    const kept = readJson<Kept<T>>(storageKey)
    return kept !== null && Date.now() - kept.saved_at < KEEP_MS ? kept.values : null
  }, [storageKey])

  const save = useCallback(
    (values: T) => {
      if (pending.current !== null) window.clearTimeout(pending.current.timer)
      const write = () => writeItem(storageKey, JSON.stringify({ saved_at: Date.now(), values }))
      pending.current = { write, timer: window.setTimeout(flush, SAVE_AFTER_MS) }
    },
    [storageKey, flush],
  )

  const clear = useCallback(() => {
    if (pending.current !== null) window.clearTimeout(pending.current.timer)
    pending.current = null
    removeItem(storageKey)
  }, [storageKey])

  return { load, save, clear }
}

/** Drop every draft of this browser: the next person at this machine must not see them. */
export function clearDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) removeItem(key)
  }
}
