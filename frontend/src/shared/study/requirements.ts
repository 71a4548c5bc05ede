import type { components } from '@/api/schema'
import { hoursText } from './hours'

type Schemas = components['schemas']

export type StudyRequirement = Schemas['StudyRequirement']
export type RequirementItem = Schemas['RequirementItem']
export type Confidence = Schemas['Confidence']

/** The items in the order in which they press: overdue, still missing by deadline, then what is done. */
export function byUrgency(items: readonly RequirementItem[]): RequirementItem[] {
  const rank = { overdue: 0, open: 1, done_late: 2, done: 2 }
  return [...items].sort((a, b) => rank[a.state] - rank[b.state] || a.due_on.localeCompare(b.due_on))
}

export const isMissing = ({ missing }: Pick<RequirementItem, 'missing'>): boolean => Number(missing) > 0

type Amounts = Pick<RequirementItem, 'required' | 'done' | 'missing' | 'unit'>

/** The three figures of an item, written out; what is done beyond the requirement stays as it is. */
export function sumInWords({ required, done, missing, unit }: Amounts): { zh: string; en: string } {
  const [asked, had, lacks] = [required, done, missing].map(hoursText)
  const zh = unit === 'hours' ? '学时' : '次'
  const en = unit === 'hours' ? ' h' : '×'
  const lacking = Number(missing) > 0
  return {
    zh: `要求 ${asked} ${zh}，已完成 ${had}${lacking ? `，还差 ${lacks}` : ''}`,
    en: `${asked}${en} asked for, ${had} done${lacking ? `, ${lacks} missing` : ''}`,
  }
}

/** A thing that some lack, with how many. */
export interface LackCount {
  code: RequirementItem['code']
  label: string
  members: number
}

/** What is lacking among these people, in the order in which it is first met. */
export function lackCounts(people: readonly Pick<Schemas['MemberMissing'], 'missing'>[]): LackCount[] {
  const counts = new Map<RequirementItem['code'], LackCount>()
  for (const { code, label } of people.flatMap(({ missing }) => missing.filter(isMissing))) {
    counts.set(code, { code, label, members: (counts.get(code)?.members ?? 0) + 1 })
  }
  return [...counts.values()]
}
