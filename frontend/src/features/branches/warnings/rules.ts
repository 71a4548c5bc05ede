import type { LampColour } from '@/shared/ui/Lamp'
import type { BranchWarning } from '../api'
import type { ruleTexts, warningTexts } from './texts'

export const URGENCIES = ['overdue', 'vacant', 'soon', 'size', 'other'] as const

/** How pressing a reminder is, the most pressing first. */
export type Urgency = (typeof URGENCIES)[number]

export const URGENCY_LAMPS: Record<Urgency, LampColour> = {
  overdue: 'red',
  vacant: 'red',
  soon: 'yellow',
  size: 'grey',
  other: 'grey',
}

/** What a person can enter here to settle a reminder. */
export type Step = 'term' | 'postpone' | 'post' | 'merge'

type Hint = Extract<keyof typeof warningTexts.zh, `hint${string}`>
type RuleName = keyof typeof ruleTexts.zh

interface Rule {
  urgency: Urgency
  name: RuleName
  hint: Hint
  steps: readonly Step[]
}

const ELECTION = { hint: 'hintElection', steps: ['term', 'postpone'] } as const
const POST = { urgency: 'vacant', hint: 'hintPost', steps: ['post'] } as const

/** The reminders that the API gives, by their code. */
const RULES = {
  election_overdue: { ...ELECTION, urgency: 'overdue', name: 'electionOverdue' },
  election_due: { ...ELECTION, urgency: 'soon', name: 'electionDue' },
  postponed_too_long: { urgency: 'soon', name: 'postponedTooLong', hint: 'hintPostponed', steps: ['term'] },
  no_secretary: { ...POST, name: 'noSecretary' },
  office_vacant: { ...POST, name: 'officeVacant' },
  too_few_for_branch: { urgency: 'size', name: 'tooFew', hint: 'hintJoint', steps: ['merge'] },
  too_many_for_branch: { urgency: 'size', name: 'tooMany', hint: 'hintSplit', steps: [] },
  too_many_units: { urgency: 'size', name: 'tooManyUnits', hint: 'hintUnits', steps: [] },
  should_be_general_branch: { urgency: 'size', name: 'shouldBeGeneral', hint: 'hintUpgrade', steps: [] },
  should_be_organ_committee: { urgency: 'size', name: 'shouldBeCommittee', hint: 'hintUpgrade', steps: [] },
} satisfies Record<string, Rule>

type KnownCode = keyof typeof RULES

/** What a list can be narrowed to. How many units a joint branch covers is not on the register: nothing to narrow to. */
export type WarningCode = Exclude<KnownCode, 'too_many_units'>

export const WARNING_CODES = (Object.keys(RULES) as KnownCode[]).filter(
  (code): code is WarningCode => code !== 'too_many_units',
)

/** What is known of a code; undefined for one that a newer server gives. */
export const ruleOf = (code: string): Rule | undefined => (RULES as Record<string, Rule>)[code]

export const urgencyOf = (code: string): Urgency => ruleOf(code)?.urgency ?? 'other'

/** Reminders that rest on one article and are settled in one way, told together. */
export interface Reminder {
  code: string
  urgency: Urgency
  details: string[]
  rule: string
  confidence: string
  due_on: string | null
}

/** The reminders of one branch, the most pressing first. */
export function remindersOf(warnings: readonly BranchWarning[]): Reminder[] {
  const reminders: Reminder[] = []
  for (const { code, detail, rule, confidence, due_on } of warnings) {
    const urgency = urgencyOf(code)
    const same = reminders.find(
      (one) => one.urgency === urgency && one.rule === rule && ruleOf(one.code)?.hint === ruleOf(code)?.hint,
    )
    if (same) same.details.push(detail)
    else reminders.push({ code, urgency, details: [detail], rule, confidence, due_on })
  }
  return reminders.sort(
    (one, other) => URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency) || byDue(one, other),
  )
}

export interface WarnedBranch {
  branch: { id: string; name: string }
  warnings: readonly BranchWarning[]
}

export interface WorkLine {
  branch: { id: string; name: string }
  reminder: Reminder
}

/** The urgencies of which a list is made; what a newer server reminds of is seen on the branch itself. */
export const LISTED = ['overdue', 'vacant', 'soon', 'size'] as const satisfies Urgency[]

/** The reminders of one urgency, those chosen alone where some are. */
export const codesOf = (urgency: Urgency, chosen: readonly WarningCode[]): WarningCode[] =>
  WARNING_CODES.filter(
    (code) => urgencyOf(code) === urgency && (chosen.length === 0 || chosen.includes(code)),
  )

/** The reminders of many branches as a list of work: by the day they hang on, then in tree order. */
export function workList(branches: readonly WarnedBranch[], codes: readonly string[]): WorkLine[] {
  return branches
    .flatMap(({ branch, warnings }) =>
      remindersOf(warnings.filter(({ code }) => codes.includes(code))).map((reminder) => ({
        branch,
        reminder,
      })),
    )
    .sort((one, other) => byDue(one.reminder, other.reminder))
}

const LAST = '9999-12-31'
const byDue = (one: Reminder, other: Reminder) => (one.due_on ?? LAST).localeCompare(other.due_on ?? LAST)
