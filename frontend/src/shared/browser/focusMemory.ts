/** Where the keyboard was before a dialog took it: dialogs are mounted while they are open, so antd gives nothing back. */
const AWAY = '[role="dialog"], [role="menu"]'

let last: HTMLElement | null = null

/** Listens from now on; the answer ends it. A menu does not count: it is gone when the dialog it opened closes. */
export function rememberFocus(): () => void {
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && !target.closest(AWAY)) last = target
  }
  document.addEventListener('focusin', remember)
  return () => document.removeEventListener('focusin', remember)
}

/** To what the keyboard goes back when a dialog that opens now is closed. */
export function focusOrigin(): HTMLElement | null {
  const active = document.activeElement
  return active instanceof HTMLElement && active.closest('[role="dialog"]') ? active : last
}

/** After the dialog is gone, unless something else took the focus; to the page when the button has gone with its step. */
export function giveFocusBack(origin: HTMLElement | null): void {
  window.setTimeout(() => {
    if (document.activeElement !== document.body) return
    const place = origin?.isConnected ? origin : document.getElementById('main')
    place?.focus({ preventScroll: true })
  })
}
