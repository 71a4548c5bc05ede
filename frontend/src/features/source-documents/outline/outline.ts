import type { OutlineNode } from '../types'

/** A node of the outline with its place in the flat reading order. */
export interface FlatNode {
  node: OutlineNode
  /** Place in reading order. */
  index: number
  /** Place behind its last descendant. */
  behind: number
  parent: FlatNode | null
  depth: number
  leaf: boolean
  /** Trimmings of a web page: no part of the document proper. */
  boilerplate: boolean
}

/** The outline of a document in reading order. */
export interface Outline {
  flat: readonly FlatNode[]
  byId: ReadonlyMap<string, FlatNode>
}

/** The tree as one list, parents before their children. */
export function flatten(nodes: readonly OutlineNode[]): Outline {
  const flat: FlatNode[] = []
  const walk = (siblings: readonly OutlineNode[], parent: FlatNode | null, depth: number) => {
    for (const node of siblings) {
      const entry: FlatNode = {
        node,
        index: flat.length,
        behind: 0,
        parent,
        depth,
        leaf: node.children.length === 0,
        boilerplate: node.doubt_code === 'boilerplate',
      }
      flat.push(entry)
      walk(node.children, entry, depth + 1)
      entry.behind = flat.length
    }
  }
  walk(nodes, null, 1)
  return { flat, byId: new Map(flat.map((entry) => [entry.node.id, entry])) }
}

export const descendants = (outline: Outline, entry: FlatNode): readonly FlatNode[] =>
  outline.flat.slice(entry.index + 1, entry.behind)

export function ancestors(entry: FlatNode): FlatNode[] {
  const found: FlatNode[] = []
  for (let above = entry.parent; above !== null; above = above.parent) found.push(above)
  return found
}

/** The node's own words in one line, for a row of the tree. */
export const ownWords = ({ heading, text }: OutlineNode): string =>
  (heading || text).replace(/\s+/g, ' ').trim()

/** The nodes to show: children of folded nodes are hidden, trimmings too unless asked for. */
export function visibleNodes(
  outline: Outline,
  folded: ReadonlySet<string>,
  withBoilerplate: boolean,
): FlatNode[] {
  const shown: FlatNode[] = []
  for (let at = 0; at < outline.flat.length; ) {
    const entry = outline.flat[at] as FlatNode
    const hidden = entry.boilerplate && !withBoilerplate
    if (!hidden) shown.push(entry)
    at = hidden || folded.has(entry.node.id) ? entry.behind : at + 1
  }
  return shown
}

const UNFOLDED_NODES = 400

/** What is folded at first: in a long document every node that holds nothing but sentences. */
export function foldedAtFirst(outline: Outline): Set<string> {
  if (outline.flat.length <= UNFOLDED_NODES) return new Set()
  const holdsSentencesOnly = ({ node, leaf }: FlatNode) =>
    !leaf && node.children.every((child) => child.children.length === 0 && child.marker === '')
  return new Set(outline.flat.filter(holdsSentencesOnly).map(({ node }) => node.id))
}
