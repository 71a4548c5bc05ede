import type { Bilingual } from '@/shared/i18n/texts'
import type { CapPeriod, Head, SchemeKind } from './types'

export const HEADS: Record<Head, Bilingual> = {
  study: { zh: '学习', en: 'Study' },
  duty: { zh: '履职', en: 'Duty' },
  service: { zh: '服务', en: 'Service' },
  discipline: { zh: '守纪', en: 'Discipline' },
}

export const KINDS: Record<SchemeKind, Bilingual> = {
  member: { zh: '党员积分', en: 'Member points' },
  youth: { zh: '青年理论学习积分', en: 'Youth study points' },
}

export const PERIODS: Record<CapPeriod, Bilingual> = {
  month: { zh: '每月', en: 'a month' },
  quarter: { zh: '每季度', en: 'a quarter' },
  year: { zh: '全年', en: 'a year' },
}
