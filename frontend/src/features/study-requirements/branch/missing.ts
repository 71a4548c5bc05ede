import { isMissing, type RequirementItem } from '@/shared/study/requirements'
import type { MemberMissing } from '../types'

/** Those who lack something, or the one thing chosen; always in the order given, which is that of names. */
export const lacking = (people: readonly MemberMissing[], chosen: string): MemberMissing[] =>
  people.filter(({ missing }) =>
    missing.some((item) => isMissing(item) && (chosen === '' || item.code === chosen)),
  )

/** Of one who lacks something: the thing chosen, or everything. */
export const shownItems = ({ missing }: MemberMissing, chosen: string): RequirementItem[] =>
  missing.filter((item) => isMissing(item) && (chosen === '' || item.code === chosen))
