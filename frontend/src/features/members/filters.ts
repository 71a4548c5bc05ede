import { keysOf } from '@/shared/i18n/labels'
import { flag, manyOf, oneOf, text } from '@/shared/lists/urlState'
import { SEXES, SORTS, STAGES, STANDINGS } from './labels'
import type { MemberQuery, Stage } from './types'

/** What the roster keeps in the URL. */
export const memberFilters = {
  q: text(),
  branch_id: text(),
  direct: flag(),
  stage: oneOf(['all', ...keysOf(STAGES)], 'all'),
  standing: manyOf(keysOf(STANDINGS)),
  sex: manyOf(keysOf(SEXES)),
  lost_contact: flag(),
  floating: flag(),
  sort: oneOf(keysOf(SORTS), 'name'),
}

export type MemberFilters = {
  [K in keyof typeof memberFilters]: ReturnType<(typeof memberFilters)[K]['read']>
}

const orNone = <T>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined)

/** The filters as the API takes them. */
export function toQuery(filters: MemberFilters): MemberQuery {
  return {
    q: filters.q || undefined,
    branch_id: filters.branch_id || undefined,
    direct: (filters.branch_id !== '' && filters.direct) || undefined,
    stage: filters.stage === 'all' ? undefined : [filters.stage as Stage],
    standing: orNone(filters.standing),
    sex: orNone(filters.sex),
    lost_contact: filters.lost_contact || undefined,
    floating: filters.floating || undefined,
  }
}

/** Every filter at rest; search, stage and sort stay. */
export const NO_FILTERS = {
  branch_id: '',
  direct: false,
  standing: [],
  sex: [],
  lost_contact: false,
  floating: false,
} satisfies Partial<MemberFilters>

/** How many filters are in use, without search and stage. */
export function countActive(filters: MemberFilters): number {
  const query = toQuery({ ...filters, q: '', stage: 'all' })
  return Object.values(query).filter((value) => value !== undefined).length
}

/** Whether anything narrows the list at all. */
export const isNarrowed = (filters: MemberFilters): boolean =>
  countActive(filters) > 0 || filters.q !== '' || filters.stage !== 'all'
