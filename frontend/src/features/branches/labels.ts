import type { components } from '@/api/schema'
import type { Bilingual } from '@/shared/i18n/texts'

export type BranchKind = components['schemas']['BranchKind']

export const BRANCH_KINDS: Record<BranchKind, Bilingual> = {
  committee: { zh: '党委', en: 'Party committee' },
  working_committee: { zh: '党工委', en: 'Party working committee' },
  organ_committee: { zh: '机关党委', en: 'Organ Party committee' },
  general_branch: { zh: '党总支', en: 'General Party branch' },
  branch: { zh: '党支部', en: 'Party branch' },
  joint_branch: { zh: '联合党支部', en: 'Joint Party branch' },
  provisional_branch: { zh: '临时党支部', en: 'Provisional Party branch' },
  group: { zh: '党小组', en: 'Party group' },
}
