import { readItem, writeItem } from '@/shared/browser/storage'

/** A session ends after 30 minutes in which nobody touched any tab (GB/T 22239, 8.1.4.1 b). */
export const IDLE_LIMIT_MS = 30 * 60_000
/** How long before the end the person is asked whether they are still there (WCAG 2.2.1). */
export const IDLE_WARNING_MS = 2 * 60_000

const ACTIVITY_KEY = 'dj.activity'
const WRITE_EVERY_MS = 5_000

let lastWritten = 0

export function noteActivity(now: number): void {
  if (now - lastWritten < WRITE_EVERY_MS) return
  lastWritten = now
  writeItem(ACTIVITY_KEY, String(now))
}

/** Milliseconds until the session ends; the whole limit when no activity was ever noted. */
export function idleTimeLeft(now: number): number {
  const last = Number(readItem(ACTIVITY_KEY)) || now
  return last + IDLE_LIMIT_MS - now
}
