import { describe, expect, it } from 'vitest'
import type { Tie } from '../api'
import { carriesPeople, impactOf, placeOf } from './ties'

const tie = (
  name: string,
  count: number,
  dissolving: Tie['on_dissolution'],
  merging: Tie['on_merger'],
): Tie => ({
  name,
  label: name,
  count,
  on_dissolution: dissolving,
  on_merger: merging,
})
const TIES = [
  tie('posts', 3, 'ends', 'ends'),
  tie('children', 2, 'blocks', 'carried'),
  tie('members', 0, 'blocks', 'blocks'),
  tie('tickets_lead', 1, 'blocks', 'blocks'),
]
const fates = (ending: 'merge' | 'dissolve') => impactOf(TIES, ending).map(({ name, fate }) => [name, fate])

describe('what hangs on a branch', () => {
  it('has another fate in a merger than in a dissolution; what blocks stands first', () => {
    expect(fates('dissolve')).toEqual([
      ['children', 'blocks'],
      ['tickets_lead', 'blocks'],
      ['posts', 'ends'],
    ])
    expect(fates('merge')).toEqual([
      ['tickets_lead', 'blocks'],
      ['posts', 'ends'],
      ['children', 'carried'],
    ])
  })

  it('needs the document of a decision that carries people', () => {
    const members = tie('members', 12, 'blocks', 'carried')
    expect(carriesPeople([...TIES, members], 'merge')).toBe(true)
    expect(carriesPeople([...TIES, members], 'dissolve')).toBe(false)
    expect(carriesPeople([...TIES, { ...members, count: 0 }], 'merge')).toBe(false)
  })

  it('leads to the page where it is settled, if there is one', () => {
    expect(placeOf('tickets_lead', 'b')?.page).toBe('/tickets?within=b')
    expect(placeOf('members', 'b')?.page).toBe('/members?branch_id=b&direct=true')
    expect(placeOf('posts', 'b')).toBeUndefined()
  })
})
