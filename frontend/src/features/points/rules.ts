import type { Rule } from './types'

/** Of each code the version that holds on a day; none before its first or after it was retired. */
export function standingOn(rules: readonly Rule[], day: string): Rule[] {
  const latest = new Map<string, Rule>()
  for (const rule of rules) {
    const known = latest.get(rule.code)
    if (rule.effective_from <= day && (known === undefined || known.version < rule.version)) {
      latest.set(rule.code, rule)
    }
  }
  return [...latest.values()].filter(({ retired }) => !retired)
}

/** Sources whose facts earn by themselves: they are not entered by hand. */
const AUTOMATIC = new Set(['study_session', 'study_record'])

export const byHand = ({ source_kind }: Pick<Rule, 'source_kind'>): boolean =>
  !AUTOMATIC.has(source_kind.split('.')[0] ?? '')

/** Points with their sign. */
export const signedPoints = ({ points, direction }: Pick<Rule, 'points' | 'direction'>): string =>
  direction === 'minus' ? `−${points}` : `+${points}`

/** The versions of each rule together, newest first; codes in their order. */
export function versionsOf(rules: readonly Rule[]): Rule[][] {
  const groups = new Map<string, Rule[]>()
  for (const rule of rules) groups.set(rule.code, [rule, ...(groups.get(rule.code) ?? [])])
  return [...groups.values()].map((versions) => versions.sort((a, b) => b.version - a.version))
}
