import { describe, expect, it } from 'vitest'
import { NODES } from '../testing'
import type { OutlineNode } from '../types'
import { flatten, foldedAtFirst, visibleNodes } from './outline'

const outline = flatten(NODES)
const ids = (entries: { node: OutlineNode }[]) => entries.map(({ node }) => node.id)

describe('the flat outline', () => {
  it('stands in reading order and knows what lies below', () => {
    expect(ids([...outline.flat])).toEqual(['rubbish', 'one', 'monthly', 'yearly', 'three'])
    const one = outline.byId.get('one')
    expect(one).toMatchObject({ index: 1, behind: 4, depth: 1, leaf: false })
    expect(outline.byId.get('yearly')?.parent).toBe(one)
  })

  it('hides trimmings and what is folded', () => {
    expect(ids(visibleNodes(outline, new Set(), false))).toEqual(['one', 'monthly', 'yearly', 'three'])
    expect(ids(visibleNodes(outline, new Set(['one']), true))).toEqual(['rubbish', 'one', 'three'])
  })

  it('folds the sentences of a long document only', () => {
    expect(foldedAtFirst(outline).size).toBe(0)
    const [one] = NODES.slice(1)
    const many = Array.from({ length: 200 }, (_, n) => ({
      ...(one as OutlineNode),
      id: `n${n}`,
      children: (one as OutlineNode).children.map((child) => ({ ...child, id: `${child.id}${n}` })),
    }))
    expect(foldedAtFirst(flatten(many)).size).toBe(200)
  })
})
