import type { components } from '@/api/schema'
import type { Bilingual } from '@/shared/i18n/texts'

export type TrainingLevel = components['schemas']['TrainingLevel']

/** Who held a training, from below: some requirements ask for a level. */
export const LEVELS: Record<TrainingLevel, Bilingual> = {
  branch: { zh: '党支部', en: 'Branch' },
  committee: { zh: '基层党委', en: 'Committee' },
  county: { zh: '县级', en: 'County' },
  city: { zh: '市级', en: 'City' },
  province: { zh: '省级', en: 'Province' },
  nation: { zh: '中央', en: 'Nation' },
}
