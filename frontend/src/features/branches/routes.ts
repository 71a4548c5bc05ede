import type { AppRoute } from '@/shared/routing/routes'

export const branchRoutes: AppRoute[] = [
  {
    path: '/branches',
    title: { zh: '组织', en: 'Branches' },
    permission: 'branch:read',
    page: () => import('./tree/BranchTreePage'),
  },
  {
    path: '/branches/warnings',
    title: { zh: '换届与班子提醒', en: 'Elections and vacancies' },
    parent: '/branches',
    permission: 'branch:read',
    page: () => import('./warnings/WarningsPage'),
  },
  {
    path: '/branches/:id',
    title: { zh: '组织详情', en: 'Branch' },
    parent: '/branches',
    permission: 'branch:read',
    page: () => import('./BranchPage'),
  },
]
