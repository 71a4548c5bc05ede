import type { ClipboardEvent } from 'react'
import { searchBranches } from '@/shared/branches/branchTree'
import { cityDate } from '@/shared/format/dates'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { TICKET_KINDS, URGENCIES } from '@/shared/tickets/labels'
import { toast } from '@/shared/ui/toast'
import type { Change } from '../register/registration'
import { registerTexts } from '../register/texts'
import { pastedLines, readDay, readOption } from './paste'
import type { Column, Row } from './rows'

/** Several lines pasted into a cell fill its column downwards; one line is pasted as usual. */
export function usePaste(dispatch: (change: Change) => void) {
  const t = useText(registerTexts)
  const report = useReportProblem()

  const fill = <C extends Column>(
    column: C,
    fromId: string,
    lines: string[],
    read: (line: string) => Row[C] | undefined,
    complain: (lines: string) => string,
  ) => {
    const values = lines.map((line) => (line === '' ? undefined : read(line)))
    dispatch({ type: 'fill', column, fromId, values })
    const unread = lines.filter((line, place) => line !== '' && values[place] === undefined)
    if (unread.length > 0) toast.problem(complain([...new Set(unread)].join('、')))
  }

  const fillBranches = async (fromId: string, lines: string[]) => {
    try {
      const ids = await branchesNamed([...new Set(lines.filter(Boolean))])
      fill('leadId', fromId, lines, (line) => ids.get(line), t.notFound)
    } catch (error) {
      report(error)
    }
  }

  return (column: Column, fromId: string) => (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    const isText = column === 'title' || column === 'requirement' || column === 'owner'
    const lines = pastedLines(text) ?? (isText ? null : [text.trim()])
    // A requirement may have several lines of its own.
    if (lines === null || column === 'requirement' || column === 'supportingIds') return
    event.preventDefault()
    if (column === 'leadId') void fillBranches(fromId, lines)
    else if (column === 'dueOn') {
      const today = cityDate(new Date())
      fill(column, fromId, lines, (line) => readDay(line, today), t.notRead)
    } else if (column === 'urgency') {
      fill(column, fromId, lines, (line) => readOption(line, URGENCIES), t.notRead)
    } else if (column === 'kind') {
      fill(column, fromId, lines, (line) => readOption(line, TICKET_KINDS), t.notRead)
    } else fill(column, fromId, lines, (line) => line, t.notRead)
  }
}

/** Ids of branches by their names as pasted; only where exactly one is meant. */
async function branchesNamed(names: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of names) {
    const matches = await searchBranches(name)
    const exact = matches.filter((branch) => branch.name === name)
    const [only, second] = exact.length > 0 ? exact : matches
    if (only !== undefined && second === undefined) found.set(name, only.id)
  }
  return found
}
