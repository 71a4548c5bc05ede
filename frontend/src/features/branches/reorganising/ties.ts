import type { Tie } from '../api'
import type { reorganisingTexts } from './texts'

type Hint = Extract<keyof typeof reorganisingTexts.zh, `hint${string}`>

interface Place {
  /** The page where such rows are seen and settled. */
  page: string
  /** What opens it. */
  permission: string
  hint: Hint
}

/** Where what hangs on a branch is looked at; undefined for a sort of rows without a page. */
export function placeOf(tie: string, branchId: string): Place | undefined {
  if (tie.startsWith('tickets')) {
    return { page: `/tickets?within=${branchId}`, permission: 'ticket:read', hint: 'hintTickets' }
  }
  const places: Record<string, Place> = {
    children: { page: `/branches?at=${branchId}`, permission: 'branch:read', hint: 'hintChildren' },
    members: {
      page: `/members?branch_id=${branchId}&direct=true`,
      permission: 'member:read',
      hint: 'hintMembers',
    },
    transfers: {
      page: `/transfers?tab=open&branch=${branchId}`,
      permission: 'transfer:read',
      hint: 'hintTransfers',
    },
    accounts: { page: '/accounts', permission: 'account:read', hint: 'hintAccounts' },
    grants: { page: '/accounts', permission: 'account:read', hint: 'hintGrants' },
  }
  return places[tie]
}

export type Ending = 'merge' | 'dissolve'

const fateOf = (tie: Tie, ending: Ending) => (ending === 'merge' ? tie.on_merger : tie.on_dissolution)

/** What is there, with its fate; what stands in the way comes first. */
export function impactOf(ties: readonly Tie[], ending: Ending) {
  const present = ties.filter(({ count }) => count > 0).map((tie) => ({ ...tie, fate: fateOf(tie, ending) }))
  return present.sort((one, other) => Number(other.fate === 'blocks') - Number(one.fate === 'blocks'))
}

/** Whether people go along: then the decision needs its document, by which their relations are moved. */
export const carriesPeople = (ties: readonly Tie[], ending: Ending): boolean =>
  impactOf(ties, ending).some(({ name, fate }) => name === 'members' && fate === 'carried')
