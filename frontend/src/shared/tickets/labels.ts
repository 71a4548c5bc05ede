import type { components } from '@/api/schema'
import type { Bilingual } from '@/shared/i18n/texts'

type Schemas = components['schemas']

/** Words for the filters and forms of tickets and of the documents they come from; a ticket brings its labels from the API. */
export const TICKET_KINDS: Record<Schemas['TicketKind'], Bilingual> = {
  document: { zh: '文件', en: 'Document' },
  minutes: { zh: '会议纪要', en: 'Minutes' },
  instruction: { zh: '批示', en: 'Instruction' },
  work_point: { zh: '工作要点', en: 'Work point' },
  political_item: { zh: '政治要件', en: 'Political item' },
  rectification: { zh: '问题整改', en: 'Rectification' },
  other: { zh: '其他', en: 'Other' },
}

export const URGENCIES: Record<Schemas['Urgency'], Bilingual> = {
  normal: { zh: '一般', en: 'Normal' },
  urgent: { zh: '急件', en: 'Urgent' },
  difficult: { zh: '疑难', en: 'Difficult' },
}

export const SOURCE_KINDS: Record<Schemas['SourceKind'], Bilingual> = {
  work_plan: { zh: '工作要点', en: 'Work plan' },
  meeting: { zh: '会议', en: 'Meeting' },
  speech: { zh: '讲话', en: 'Speech' },
  instruction: { zh: '批示', en: 'Written instruction' },
  document: { zh: '文件', en: 'Official document' },
  superior: { zh: '上级交办', en: 'Assigned from above' },
  report: { zh: '报告', en: 'Report' },
  inspection: { zh: '巡察检查', en: 'Inspection' },
  other: { zh: '其他', en: 'Other' },
}
