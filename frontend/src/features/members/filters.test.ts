import { expect, it } from 'vitest'
import { readState } from '@/shared/lists/urlState'
import { countActive, isNarrowed, memberFilters, toQuery } from './filters'

const at = (search: string) => readState(memberFilters, new URLSearchParams(search))

it('asks the API for nothing when the URL says nothing', () => {
  expect(JSON.parse(JSON.stringify(toQuery(at(''))))).toEqual({})
  expect(isNarrowed(at('sort=-joined_on'))).toBe(false)
})

it('passes on what the URL says and drops what it cannot mean', () => {
  expect(toQuery(at('q=wjg&stage=full&standing=suspended&standing=gone&sex=2&floating=true'))).toMatchObject({
    q: 'wjg',
    stage: ['full'],
    standing: ['suspended'],
    sex: ['2'],
    floating: true,
    lost_contact: undefined,
  })
  expect(at('sort=pay_base').sort).toBe('name')
})

it('means one branch alone only where a branch is chosen', () => {
  expect(toQuery(at('direct=true')).direct).toBeUndefined()
  expect(toQuery(at('direct=true&branch_id=b')).direct).toBe(true)
})

it('counts filters, not the search and the tab', () => {
  expect(countActive(at('q=wang&stage=full'))).toBe(0)
  expect(isNarrowed(at('stage=full'))).toBe(true)
  expect(countActive(at('branch_id=b&direct=true&sex=1&lost_contact=true'))).toBe(4)
})
