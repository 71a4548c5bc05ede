import { useEffect, useRef } from 'react'
import { createStore } from '@/shared/browser/store'

/** One entry of the keyboard help. Keys are typed one after another: `g t`. */
export interface Shortcut {
  keys: string
  label: string
  run: () => void
}

export const shortcutStore = createStore<readonly Shortcut[]>([])

/** Offer a shortcut while the component is on the page; the latest offer for the same keys wins. */
export function useShortcut(keys: string, label: string, run: () => void, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return
    const shortcut: Shortcut = { keys, label, run: () => latest.current() }
    shortcutStore.set([...shortcutStore.get(), shortcut])
    return () => shortcutStore.set(shortcutStore.get().filter((other) => other !== shortcut))
  }, [keys, label, enabled])
}

/** The shortcut that `typed` completes, and whether a longer one may still follow. */
export function matchKeys(
  shortcuts: readonly Shortcut[],
  typed: string,
): { hit?: Shortcut; partial: boolean } {
  const hit = shortcuts.filter((shortcut) => shortcut.keys === typed).at(-1)
  return { hit, partial: shortcuts.some((shortcut) => shortcut.keys.startsWith(`${typed} `)) }
}

const SEQUENCE_MS = 1_200

/** Run the offered shortcuts; once per application. */
export function listenForShortcuts(): () => void {
  let typed = ''
  let lastAt = 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return
    if (document.querySelector('[role="dialog"][aria-modal="true"]') || event.key.length !== 1) return
    typed = typed && event.timeStamp - lastAt < SEQUENCE_MS ? `${typed} ${event.key}` : event.key
    lastAt = event.timeStamp
    const { hit, partial } = matchKeys(shortcutStore.get(), typed)
    if (hit) {
      event.preventDefault()
      hit.run()
    }
    if (!partial) typed = ''
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"]') !== null
  )
}
