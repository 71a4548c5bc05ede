import ApartmentOutlined from '@ant-design/icons/es/icons/ApartmentOutlined'
import FileDoneOutlined from '@ant-design/icons/es/icons/FileDoneOutlined'
import HomeOutlined from '@ant-design/icons/es/icons/HomeOutlined'
import ReadOutlined from '@ant-design/icons/es/icons/ReadOutlined'
import SettingOutlined from '@ant-design/icons/es/icons/SettingOutlined'
import StarOutlined from '@ant-design/icons/es/icons/StarOutlined'
import TeamOutlined from '@ant-design/icons/es/icons/TeamOutlined'
import UserOutlined from '@ant-design/icons/es/icons/UserOutlined'
import type { ComponentType } from 'react'
import type { Bilingual } from '@/shared/i18n/texts'

/** One entry of the menu: for those who hold its permission or, if it is `own`, stand on the register. */
export interface MenuEntry {
  path: string
  label: Bilingual
  /** One of these is enough. */
  permission?: string | readonly string[]
  /** For an account that belongs to somebody on the register. */
  own?: boolean
  /** `g` then this letter goes there. */
  letter?: string
}

export interface MenuSection {
  label: Bilingual
  icon: ComponentType
  entries: readonly MenuEntry[]
  /** Has a place in the phone's bottom bar (four at most). */
  onPhone?: boolean
}

/** The map of the platform, in the order of the menu: one line per page. A section of one entry is a plain link. */
export const menu: readonly MenuSection[] = [
  {
    label: { zh: '首页', en: 'Home' },
    icon: HomeOutlined,
    onPhone: true,
    entries: [{ path: '/', label: { zh: '首页', en: 'Home' }, letter: 'h' }],
  },
  {
    label: { zh: '督办', en: 'Supervision' },
    icon: FileDoneOutlined,
    onPhone: true,
    entries: [
      { path: '/tickets', label: { zh: '督办清单', en: 'Tickets' }, permission: 'ticket:read', letter: 't' },
      {
        path: '/tickets/board',
        label: { zh: '督办看板', en: 'Board' },
        permission: 'ticket:read',
        letter: 'b',
      },
      {
        path: '/source-documents',
        label: { zh: '从文件登记', en: 'From a document' },
        permission: 'source_document:read',
        letter: 'd',
      },
      {
        path: '/tickets/statistics',
        label: { zh: '督办统计', en: 'Statistics' },
        permission: 'ticket:read',
        letter: 's',
      },
    ],
  },
  {
    label: { zh: '组织', en: 'Branches' },
    icon: ApartmentOutlined,
    onPhone: true,
    entries: [
      { path: '/branches', label: { zh: '组织', en: 'Branches' }, permission: 'branch:read', letter: 'o' },
    ],
  },
  {
    label: { zh: '党员', en: 'Members' },
    icon: TeamOutlined,
    entries: [
      { path: '/members', label: { zh: '党员名册', en: 'Roster' }, permission: 'member:read', letter: 'm' },
      {
        path: '/members/imports',
        label: { zh: '导入', en: 'Imports' },
        permission: 'member:manage',
        letter: 'e',
      },
      {
        path: '/transfers',
        label: { zh: '组织关系转接', en: 'Transfers' },
        permission: 'transfer:read',
        letter: 'x',
      },
      {
        path: '/members/birthdays',
        label: { zh: '政治生日', en: 'Political birthdays' },
        permission: 'member:read',
        letter: 'y',
      },
      {
        path: '/members/structure',
        label: { zh: '党员构成', en: 'Structure' },
        permission: 'member:read',
        letter: 'f',
      },
      {
        path: '/members/corrections',
        label: { zh: '更正申请', en: 'Corrections' },
        permission: 'member:manage',
        letter: 'r',
      },
      {
        path: '/members/duplicates',
        label: { zh: '疑似重复', en: 'Possible duplicates' },
        permission: 'member:manage',
        letter: 'i',
      },
    ],
  },
  {
    label: { zh: '学习', en: 'Study' },
    icon: ReadOutlined,
    entries: [
      {
        path: '/study-sessions',
        label: { zh: '学习日程', en: 'Study calendar' },
        own: true,
        permission: 'study:read',
        letter: 'q',
      },
      {
        path: '/study-records',
        label: { zh: '学习记录', en: 'Study records' },
        own: true,
        permission: ['study:keep', 'study:supervise'],
        letter: 'n',
      },
      { path: '/study/mine', label: { zh: '我的学习', en: 'My study' }, own: true, letter: 'z' },
      {
        path: '/study/branch',
        label: { zh: '支部学习', en: 'Study of a branch' },
        permission: 'study:read',
      },
      { path: '/study-materials', label: { zh: '必学清单', en: 'Compulsory material' } },
      { path: '/study-groups', label: { zh: '青年理论学习小组', en: 'Youth study groups' } },
      {
        path: '/study-requirements',
        label: { zh: '学习要求', en: 'Study requirements' },
        permission: 'study:read',
      },
    ],
  },
  {
    label: { zh: '积分', en: 'Points' },
    icon: StarOutlined,
    entries: [
      { path: '/points/mine', label: { zh: '我的积分', en: 'My points' }, own: true, letter: 'p' },
      {
        path: '/points/branch',
        label: { zh: '支部积分', en: 'Points of a branch' },
        permission: ['point:keep', 'point:supervise'],
        letter: 'k',
      },
      { path: '/points/publications', label: { zh: '公示', en: 'Publications' }, letter: 'g' },
      { path: '/points/schemes', label: { zh: '规则', en: 'Rules' }, letter: 'l' },
      {
        path: '/points/objections',
        label: { zh: '异议', en: 'Objections' },
        permission: ['point:keep', 'point:supervise'],
        letter: 'j',
      },
      {
        path: '/points/distribution',
        label: { zh: '积分分布', en: 'Distribution' },
        permission: 'point:read',
        letter: 'v',
      },
    ],
  },
  {
    label: { zh: '系统', en: 'System' },
    icon: SettingOutlined,
    entries: [
      {
        path: '/accounts',
        label: { zh: '账号与角色', en: 'Accounts and roles' },
        permission: 'account:read',
        letter: 'a',
      },
      { path: '/audit', label: { zh: '审计', en: 'Audit' }, permission: 'audit:read', letter: 'u' },
      {
        path: '/calendar',
        label: { zh: '工作日历', en: 'Work calendar' },
        permission: 'calendar:read',
        letter: 'c',
      },
    ],
  },
  {
    label: { zh: '我的', en: 'Me' },
    icon: UserOutlined,
    onPhone: true,
    entries: [{ path: '/me', label: { zh: '我的', en: 'Me' }, letter: 'w' }],
  },
]
