import type { components } from '@/api/schema'
import type { Bilingual } from '@/shared/i18n/texts'

export type BranchKind = components['schemas']['BranchKind']
export type Office = components['schemas']['Office']
export type Selection = components['schemas']['Selection']
export type UnitSituation = components['schemas']['UnitSituation']

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

/** Appointed or temporary: no term is entered for them. */
export const WITHOUT_ELECTION: readonly BranchKind[] = ['working_committee', 'provisional_branch', 'group']

/** In the order in which a committee is listed. */
export const OFFICES: Record<Office, Bilingual> = {
  secretary: { zh: '书记', en: 'Secretary' },
  deputy_secretary: { zh: '副书记', en: 'Deputy secretary' },
  organisation: { zh: '组织委员', en: 'Organisation' },
  publicity: { zh: '宣传委员', en: 'Publicity' },
  discipline: { zh: '纪检委员', en: 'Discipline' },
  committee_member: { zh: '委员', en: 'Committee member' },
}

export const SELECTIONS: Record<Selection, Bilingual> = {
  elected: { zh: '选举', en: 'elected' },
  by_elected: { zh: '补选', en: 'by-elected' },
  appointed: { zh: '任命或指派', en: 'appointed' },
}

export const UNIT_SITUATIONS: Record<UnitSituation, Bilingual> = {
  same_as_parent: { zh: '与上级党组织相同', en: 'same as the parent’s' },
  legal_unit: { zh: '法人单位', en: 'legal unit' },
  joint_branch: { zh: '联合党支部', en: 'joint branch' },
}
