import type { AppRoute } from '@/shared/routing/routes'

export const importRoutes: AppRoute[] = [
  {
    path: '/members/imports',
    title: { zh: '导入', en: 'Imports' },
    permission: 'member:manage',
    page: () => import('./ImportListPage'),
  },
  {
    path: '/members/imports/new',
    title: { zh: '导入党员信息', en: 'Import members' },
    parent: '/members/imports',
    permission: 'member:manage',
    page: () => import('./UploadPage'),
  },
  {
    path: '/members/imports/:id',
    title: { zh: '核对与导入', en: 'Check and import' },
    parent: '/members/imports',
    permission: 'member:manage',
    page: () => import('./ImportPage'),
  },
]
