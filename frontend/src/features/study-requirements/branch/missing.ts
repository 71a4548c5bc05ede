import { isMissing, type RequirementItem } from '@/shared/study/requirements'
import type { MemberMissing, RequirementCode } from '../types'

/** A thing that some lack, with how many. */
export interface LackCount {
  code: RequirementCode
  label: string
  members: number
}

/** What is lacking among these people, in the order in which it is first met. */
export function lackCounts(people: readonly MemberMissing[]): LackCount[] {
  const counts = new Map<RequirementCode, LackCount>()
  for (const { code, label } of people.flatMap(({ missing }) => missing.filter(isMissing))) {
    const known = counts.get(code)
    counts.set(code, { code, label, members: (known?.members ?? 0) + 1 })
  }
  return [...counts.values()]
}

/** Those who lack something, or the one thing chosen; always in the order given, which is that of names. */
export const lacking = (people: readonly MemberMissing[], chosen: string): MemberMissing[] =>
  people.filter(({ missing }) =>
    missing.some((item) => isMissing(item) && (chosen === '' || item.code === chosen)),
  )

/** Of one who lacks something: the thing chosen, or everything. */
export const shownItems = ({ missing }: MemberMissing, chosen: string): RequirementItem[] =>
  missing.filter((item) => isMissing(item) && (chosen === '' || item.code === chosen))
