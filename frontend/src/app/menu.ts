import HomeOutlined from '@ant-design/icons/es/icons/HomeOutlined'
import ProfileOutlined from '@ant-design/icons/es/icons/ProfileOutlined'
import UserOutlined from '@ant-design/icons/es/icons/UserOutlined'
import type { ComponentType } from 'react'
import type { Bilingual } from '@/shared/i18n/texts'

/** One entry of the menu. An entry shows when the person holds its permission. */
export interface MenuEntry {
  path: string
  label: Bilingual
  permission?: string
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
    label: { zh: '督办', en: 'Tickets' },
    icon: ProfileOutlined,
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
    label: { zh: '我的', en: 'Me' },
    icon: UserOutlined,
    onPhone: true,
    entries: [{ path: '/me', label: { zh: '我的', en: 'Me' }, letter: 'w' }],
  },
]
