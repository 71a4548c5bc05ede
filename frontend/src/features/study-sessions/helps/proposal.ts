import type { Change } from '../sheet/marks'
import type { Proposal, Scan } from './api'

/** What a list proposes, as changes of the sheet; walk-ins bring their names. */
export function asChanges({ rows, lines }: Pick<Proposal, 'rows' | 'lines'>): [string, Change][] {
  const names = new Map(lines.map(({ member, name }) => [member?.id, name]))
  return rows.map(({ member_id, mark, reason, made_up_on }) => [
    member_id,
    {
      mark,
      reason: reason ?? null,
      made_up_on: made_up_on ?? null,
      name: names.get(member_id),
    },
  ])
}

/** Those who scanned and of whom the sheet, as it is being filled in, says nothing yet. */
export const waitingScans = (scans: readonly Scan[], marked: ReadonlySet<string>): Scan[] =>
  scans.filter(({ member, mark }) => mark === 'unset' && !marked.has(member.id))
