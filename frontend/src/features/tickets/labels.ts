import type { Bilingual } from '@/shared/i18n/texts'
import type { BatchAction, ExtensionState, TicketPhase, TicketState } from './types'

/** Words for the filters and forms; a ticket itself brings its labels from the API. */
export const PHASES: Record<TicketPhase, Bilingual> = {
  register: { zh: '挂号', en: 'Register' },
  track: { zh: '跟踪', en: 'Track' },
  close: { zh: '销号', en: 'Close' },
}

export const STATES: Record<TicketState, Bilingual> = {
  drafted: { zh: '草拟', en: 'Drafted' },
  pending_approval: { zh: '待审批立项', en: 'Pending approval' },
  assigned: { zh: '已交办', en: 'Assigned' },
  accepted: { zh: '已签收', en: 'Accepted' },
  in_progress: { zh: '办理中', en: 'In progress' },
  closing_review: { zh: '待销号审核', en: 'Closing review' },
  suspended: { zh: '中止', en: 'Suspended' },
  closed: { zh: '已销号', en: 'Closed' },
  archived: { zh: '已归档', en: 'Archived' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

export const STATES_OF: Record<TicketPhase, readonly TicketState[]> = {
  register: ['drafted', 'pending_approval'],
  track: ['assigned', 'accepted', 'in_progress', 'closing_review', 'suspended'],
  close: ['closed', 'archived', 'withdrawn'],
}

export const EXTENSION_STATES: Record<ExtensionState, Bilingual> = {
  requested: { zh: '待审批', en: 'Waiting' },
  granted: { zh: '已同意', en: 'Granted' },
  refused: { zh: '未同意', en: 'Refused' },
  lapsed: { zh: '已失效', en: 'Lapsed' },
}

/** What can be done with many tickets at once. */
export const BATCH_ACTIONS: Record<BatchAction, Bilingual> = {
  submit: { zh: '提交立项', en: 'Submit' },
  approve: { zh: '批准立项并交办', en: 'Approve and assign' },
  accept: { zh: '签收', en: 'Accept' },
  urge: { zh: '催办', en: 'Urge' },
  archive: { zh: '归档', en: 'Archive' },
}

/** By urge level 1 to 3. */
export const URGE_LEVELS: readonly Bilingual[] = [
  { zh: '蓝色催办', en: 'Urged (blue)' },
  { zh: '黄色催办', en: 'Urged (yellow)' },
  { zh: '红色督办', en: 'Urged (red)' },
]
