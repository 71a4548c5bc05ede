import type { components } from '@/api/schema'
import type { Bilingual } from '@/shared/i18n/texts'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type AccountWithPassword = Schemas['AccountWithPassword']
export type Role = Schemas['Role']
export type AccountState = Schemas['AccountState']
export type AccountKind = Schemas['AccountKind']

export const ROLES: Record<Role, Bilingual> = {
  admin: { zh: '系统管理员', en: 'System administrator' },
  auditor: { zh: '安全审计员', en: 'Security auditor' },
  staff: { zh: '组织部工作人员', en: 'Organisation department staff' },
  supervisor: { zh: '督查员', en: 'Supervision officer' },
  committee_admin: { zh: '党委管理员', en: 'Committee administrator' },
  branch_secretary: { zh: '支部书记', en: 'Branch secretary' },
  branch_clerk: { zh: '支部干事', en: 'Branch clerk' },
  member: { zh: '党员', en: 'Member' },
  integration: { zh: '对接系统', en: 'Integration client' },
}

export const STATES: Record<AccountState, Bilingual> = {
  open: { zh: '正常', en: 'Open' },
  locked: { zh: '已锁定', en: 'Locked' },
  closed: { zh: '已停用', en: 'Closed' },
}

export const KINDS: Record<AccountKind, Bilingual> = {
  person: { zh: '个人账号', en: 'Person' },
  client: { zh: '对接系统账号', en: 'Connected system' },
}

/** Options of a select, in the order of the table. */
export const options = <K extends string>(labels: Record<K, Bilingual>, language: 'zh' | 'en') =>
  (Object.keys(labels) as K[]).map((value) => ({ value, label: labels[value][language] }))
