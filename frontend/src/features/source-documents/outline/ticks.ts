import { ancestors, descendants, type FlatNode, type Outline } from './outline'

/**
 * Which nodes become tickets. A chosen node is one ticket of all its words, so that neither what is above nor
 * what is below it can be chosen at the same time: the same sentence is never registered twice by mistake.
 */
export type Tick = 'on' | 'off' | 'part' | 'covered'

export interface Choice {
  /** Chosen node ids in reading order. */
  chosen: string[]
  /** Ids that were chosen before and no longer are. */
  dropped: string[]
}

function inOrder(outline: Outline, ids: Iterable<string>): string[] {
  const place = (id: string) => outline.byId.get(id)?.index ?? -1
  return [...new Set(ids)].filter((id) => place(id) >= 0).sort((a, b) => place(a) - place(b))
}

function replace(outline: Outline, chosen: readonly string[], gone: Set<string>, added: string[]): Choice {
  const next = inOrder(outline, [...chosen.filter((id) => !gone.has(id)), ...added])
  return { chosen: next, dropped: chosen.filter((id) => !next.includes(id)) }
}

const around = (outline: Outline, entry: FlatNode): Set<string> =>
  new Set([...ancestors(entry), entry, ...descendants(outline, entry)].map(({ node }) => node.id))

/** Choose a node, or take it back. Choosing takes back whatever overlaps with it. */
export function toggle(outline: Outline, chosen: readonly string[], id: string): Choice {
  const entry = outline.byId.get(id)
  if (entry === undefined) return { chosen: [...chosen], dropped: [] }
  if (chosen.includes(id)) return replace(outline, chosen, new Set([id]), [])
  return replace(outline, chosen, around(outline, entry), [id])
}

/** The sentences below a node that can still become tickets. */
export const openLeaves = (outline: Outline, entry: FlatNode): FlatNode[] =>
  descendants(outline, entry).filter(
    ({ leaf, boilerplate, node }) => leaf && !boilerplate && node.tickets.length === 0,
  )

/** Choose every sentence below a node, one ticket each, instead of the node as a whole. */
export function chooseLeaves(outline: Outline, chosen: readonly string[], id: string): Choice {
  const entry = outline.byId.get(id)
  if (entry === undefined || entry.leaf) return { chosen: [...chosen], dropped: [] }
  const leaves = openLeaves(outline, entry).map(({ node }) => node.id)
  return replace(outline, chosen, around(outline, entry), leaves)
}

/** The tick of every node. */
export function tickStates(outline: Outline, chosen: readonly string[]): Map<string, Tick> {
  const states = new Map<string, Tick>()
  for (const id of chosen) {
    const entry = outline.byId.get(id)
    if (entry === undefined) continue
    states.set(id, 'on')
    for (const above of ancestors(entry)) states.set(above.node.id, 'part')
    for (const below of descendants(outline, entry)) states.set(below.node.id, 'covered')
  }
  return states
}
