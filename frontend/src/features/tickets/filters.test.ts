import { describe, expect, it } from 'vitest'
import { readState } from '@/shared/lists/urlState'
import { countActive, isNarrowed, ticketFilters, toQuery } from './filters'

const TODAY = '2026-11-21'
const at = (search: string) => readState(ticketFilters, new URLSearchParams(search))

describe('ticket filters', () => {
  it('ask the API for nothing when the URL says nothing', () => {
    expect(JSON.parse(JSON.stringify(toQuery(at(''), TODAY)))).toEqual({})
    expect(isNarrowed(at('sort=due_on'))).toBe(false)
  })

  it('pass on what the URL says and drop what it cannot mean', () => {
    const query = toQuery(
      at('phase=track&lamp=red&lamp=pink&state=assigned&state=accepted&mine=true&q=党建'),
      TODAY,
    )
    expect(query).toMatchObject({
      phase: ['track'],
      lamp: ['red'],
      state: ['assigned', 'accepted'],
      mine: true,
      q: '党建',
    })
    expect(toQuery(at('due_after=soon&due_before=2026-12-31'), TODAY)).toMatchObject({
      due_after: undefined,
      due_before: '2026-12-31',
    })
  })

  it('count a window of days from today, over the end of a month', () => {
    expect(toQuery(at('due=30d'), TODAY)).toMatchObject({ due_after: '2026-11-21', due_before: '2026-12-21' })
    expect(toQuery(at('due=7d&due_before=2027-01-01'), TODAY)).toMatchObject({ due_before: '2026-11-28' })
  })

  it('count a due window once', () => {
    expect(countActive(at('due_after=2026-11-01&due_before=2026-11-30&lamp=red&lamp=yellow'))).toBe(2)
    expect(countActive(at('q=整改&phase=close'))).toBe(0)
    expect(isNarrowed(at('phase=close'))).toBe(true)
  })
})
