import type { KeyboardEvent } from 'react'

/**
 * `j`/`k` (and ↓/↑) move the focus between the links of a list's rows.
 *
 * Put it on the list's container; mark the link of each row with `data-row`.
 */
export function onRowKeys(event: KeyboardEvent<HTMLElement>): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  const target = event.target as HTMLElement
  if (step === undefined || target.closest('input, textarea, [role="combobox"]')) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(target.closest<HTMLElement>('[data-row]') as HTMLElement)
  const next = rows[at + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
