import type { Bilingual } from '@/shared/i18n/texts'
import type { SourceKind, TicketKind, Urgency } from './types'

export const SOURCE_KINDS: Record<SourceKind, Bilingual> = {
  work_plan: { zh: '工作要点', en: 'Work plan' },
  meeting: { zh: '会议', en: 'Meeting' },
  speech: { zh: '讲话', en: 'Speech' },
  instruction: { zh: '批示', en: 'Written instruction' },
  document: { zh: '文件', en: 'Official document' },
  superior: { zh: '上级交办', en: 'Assigned from above' },
  report: { zh: '报告', en: 'Report' },
  inspection: { zh: '巡察、检查', en: 'Inspection' },
  other: { zh: '其他', en: 'Other' },
}

export const TICKET_KINDS: Record<TicketKind, Bilingual> = {
  document: { zh: '文件', en: 'Document' },
  minutes: { zh: '会议纪要', en: 'Minutes' },
  instruction: { zh: '批示', en: 'Instruction' },
  work_point: { zh: '年度工作要点', en: 'Work point' },
  political_item: { zh: '政治要件', en: 'Political item' },
  rectification: { zh: '问题整改', en: 'Rectification' },
  other: { zh: '其他', en: 'Other' },
}

export const URGENCIES: Record<Urgency, Bilingual> = {
  normal: { zh: '一般', en: 'Normal' },
  urgent: { zh: '急件', en: 'Urgent' },
  difficult: { zh: '疑难', en: 'Difficult' },
}

/** What sort of ticket a document of this kind gives, as the server sets it when nothing is chosen. */
export function usualTicketKind(kind: SourceKind): TicketKind {
  if (kind === 'work_plan') return 'work_point'
  if (kind === 'meeting' || kind === 'speech') return 'minutes'
  return kind === 'instruction' ? 'instruction' : 'document'
}
