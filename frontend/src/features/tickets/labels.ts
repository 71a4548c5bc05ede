import type { Bilingual } from '@/shared/i18n/texts'
import type {
  BatchAction,
  ExtensionState,
  SourceKind,
  TicketKind,
  TicketPhase,
  TicketState,
  Urgency,
} from './types'

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

export const KINDS: Record<TicketKind, Bilingual> = {
  document: { zh: '文件', en: 'Document' },
  minutes: { zh: '会议纪要', en: 'Minutes' },
  instruction: { zh: '批示', en: 'Instruction' },
  work_point: { zh: '工作要点', en: 'Work point' },
  political_item: { zh: '政治要件', en: 'Political item' },
  rectification: { zh: '问题整改', en: 'Rectification' },
  other: { zh: '其他', en: 'Other' },
}

export const URGENCIES: Record<Urgency, Bilingual> = {
  urgent: { zh: '急件', en: 'Urgent' },
  normal: { zh: '一般', en: 'Normal' },
  difficult: { zh: '疑难', en: 'Difficult' },
}

export const SOURCE_KINDS: Record<SourceKind, Bilingual> = {
  meeting: { zh: '会议', en: 'Meeting' },
  instruction: { zh: '批示', en: 'Instruction' },
  document: { zh: '文件', en: 'Document' },
  superior: { zh: '上级交办', en: 'Superior' },
  work_plan: { zh: '工作要点', en: 'Work plan' },
  speech: { zh: '讲话', en: 'Speech' },
  report: { zh: '报告', en: 'Report' },
  inspection: { zh: '巡察检查', en: 'Inspection' },
  other: { zh: '其他', en: 'Other' },
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
