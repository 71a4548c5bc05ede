import type { Bilingual } from '@/shared/i18n/texts'
import type { OutputKind } from '@/shared/study/types'

export const OUTPUT_KINDS: Record<OutputKind, Bilingual> = {
  reflection: { zh: '心得体会', en: 'Reflection' },
  research_report: { zh: '调研报告', en: 'Research report' },
  lecture_notes: { zh: '讲稿、发言提纲', en: 'Lecture notes' },
  other: { zh: '其他成果', en: 'Other outcome' },
}
