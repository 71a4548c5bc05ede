import type { Branch } from '../api'

/** A line of the tree as it stands on the screen: the open part of it, flat, in tree order. */
export interface TreeRow {
  branch: Branch
  /** 1 for the top. */
  level: number
  /** From 1, among those with the same parent. */
  position: number
  setSize: number
  open: boolean
}

/** The rows of an opened tree; what has not been read yet has no rows. */
export function rowsOf(
  top: readonly Branch[],
  open: ReadonlySet<string>,
  childrenOf: (id: string) => readonly Branch[] | undefined,
): TreeRow[] {
  const rows: TreeRow[] = []
  const add = (branches: readonly Branch[], level: number) => {
    for (const [index, branch] of branches.entries()) {
      const isOpen = branch.child_count > 0 && open.has(branch.id)
      rows.push({ branch, level, position: index + 1, setSize: branches.length, open: isOpen })
      if (isOpen) add(childrenOf(branch.id) ?? [], level + 1)
    }
  }
  add(top, 1)
  return rows
}

/** What a key does in a tree: the focus goes to a row, or a branch is opened or closed. */
export type TreeStep = { focus: number } | { toggle: string } | null

/** The keys of a tree (WAI-ARIA tree pattern), with `j` and `k` as in every list. */
export function treeStep(key: string, rows: readonly TreeRow[], at: number): TreeStep {
  const row = rows[at]
  if (row === undefined) return null
  const inside = (index: number): TreeStep =>
    index >= 0 && index < rows.length && index !== at ? { focus: index } : null
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return inside(at + 1)
    case 'ArrowUp':
    case 'k':
      return inside(at - 1)
    case 'Home':
      return inside(0)
    case 'End':
      return inside(rows.length - 1)
    case 'ArrowRight':
      if (row.branch.child_count === 0) return null
      if (!row.open) return { toggle: row.branch.id }
      return (rows[at + 1]?.level ?? 0) > row.level ? inside(at + 1) : null
    case 'ArrowLeft':
      if (row.open) return { toggle: row.branch.id }
      return inside(parentOf(rows, at))
    default:
      return null
  }
}

/** The row of the branch above, -1 at the top. */
function parentOf(rows: readonly TreeRow[], at: number): number {
  const { level = 0 } = rows[at] ?? {}
  let above = at - 1
  while (above >= 0 && (rows[above]?.level ?? 0) >= level) above -= 1
  return above
}
