import { randomUUID } from 'node:crypto'
import { postAs, requestAs } from './api'
import { demoAccount } from './environment'

/** What the tests need of a ticket as the API answers it. */
export interface TicketAnswer {
  id: string
  version: number
  number: string | null
  title: string
  state: string
}

const DAY_MS = 86_400_000

/** A day so many days from today, `YYYY-MM-DD`. */
export const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** A title that no other test has. */
export const uniqueTitle = (title: string): string => `${title}（${randomUUID().slice(0, 8)}）`

/** A ticket for the first branch secretary's branch, drafted by the organisation department's staff. */
export const draft = (changes: Record<string, unknown> = {}): Promise<TicketAnswer> =>
  postAs('staff', '/tickets', {
    title: uniqueTitle('建立软弱涣散基层党组织整顿台账'),
    requirement: '十二月底前逐个建立台账，明确整顿措施、责任人和完成时限，整顿结果向市委组织部报告。',
    kind: 'work_point',
    lead_branch_id: demoAccount('branch_secretary').branch_id,
    due_on: inDays(30),
    ...changes,
  })

/** One step of a ticket's course; who may take it is up to the test. */
export const step = (
  role: string,
  ticket: TicketAnswer,
  action: string,
  fields: Record<string, unknown> = {},
): Promise<TicketAnswer> =>
  requestAs(role, 'POST', `/tickets/${ticket.id}/transitions`, {
    body: { action, ...fields },
    version: ticket.version,
  })

/** A ticket that stands with its lead branch, waiting to be accepted. */
export async function assigned(changes: Record<string, unknown> = {}): Promise<TicketAnswer> {
  const submitted = await step('staff', await draft(changes), 'submit')
  return step('supervisor', submitted, 'approve')
}

/** A ticket under way with a first report. */
export async function underWay(percent = 30, changes: Record<string, unknown> = {}): Promise<TicketAnswer> {
  const accepted = await step('branch_secretary', await assigned(changes), 'accept')
  return step('branch_secretary', accepted, 'report', {
    progress_percent: percent,
    comment: '已完成摸底排查，形成初步台账，正在逐项核实整顿措施。',
  })
}

/** A ticket whose closing is under review. */
export async function inReview(changes: Record<string, unknown> = {}): Promise<TicketAnswer> {
  const done = await underWay(100, changes)
  return step('branch_secretary', done, 'request_closing', {
    outcome: '台账已全部建立，七个支部完成整顿并通过考核验收，佐证材料已报送市委组织部。',
  })
}
