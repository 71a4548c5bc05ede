import type { FlatNode, Outline } from './outline'

/** A stretch of a paragraph that belongs to one node, or to none. */
export interface Piece {
  nodeId: string | null
  text: string
  /** The node's own words begin or end with this piece. */
  first: boolean
  last: boolean
}

export interface Paragraph {
  key: number
  pieces: Piece[]
}

/**
 * Turns offsets in characters, as the API counts them, into places of a JavaScript string.
 *
 * The two differ behind characters outside of the Basic Multilingual Plane (rare Han characters in names).
 */
export function placeFinder(text: string): (offset: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset
  const places: number[] = []
  let at = 0
  for (const character of text) {
    places.push(at)
    at += character.length
  }
  return (offset) => places[offset] ?? text.length
}

interface Stretch {
  entry: FlatNode | null
  start: number
  end: number
}

/** The whole text as stretches of nodes' own words; what no node claims stays, too. */
function stretches(length: number, outline: Outline): Stretch[] {
  const found: Stretch[] = []
  let at = 0
  const upTo = (end: number, entry: FlatNode | null) => {
    if (end > at) found.push({ entry, start: at, end })
    at = Math.max(at, end)
  }
  for (const entry of outline.flat) {
    upTo(entry.node.start, null)
    upTo(entry.node.children[0]?.start ?? entry.node.end, entry)
  }
  upTo(length, null)
  return found
}

/** The document as paragraphs of marked pieces. Blank lines and indentations are left out: the page draws its own. */
export function markText(text: string, outline: Outline): Paragraph[] {
  const place = placeFinder(text)
  const length = [...text].length
  const paragraphs: Paragraph[] = [{ key: 0, pieces: [] }]
  for (const { entry, start, end } of stretches(length, outline)) {
    const lines = text.slice(place(start), place(end)).split('\n')
    const filled = lines.map((line) => line.trim() !== '')
    lines.forEach((line, index) => {
      if (index > 0) paragraphs.push({ key: paragraphs.length, pieces: [] })
      if (line === '') return
      paragraphs.at(-1)?.pieces.push({
        nodeId: entry?.node.id ?? null,
        text: line,
        first: filled.indexOf(true) === index,
        last: filled.lastIndexOf(true) === index,
      })
    })
  }
  return paragraphs
    .map(({ key, pieces: [first, ...rest] }) => ({
      key,
      pieces: first === undefined ? [] : [{ ...first, text: first.text.trimStart() }, ...rest],
    }))
    .filter(({ pieces }) => pieces.some((piece) => piece.text.trim() !== ''))
}
