import type { AppRoute } from '@/shared/routing/routes'

export const branchRoutes: AppRoute[] = [
  {
    path: '/branches',
    title: { zh: '组织', en: 'Branches' },
    permission: 'branch:read',
    page: () => import('./BranchTreePage'),
  },
  {
    path: '/branches/:id',
    title: { zh: '组织详情', en: 'Branch' },
    parent: '/branches',
    permission: 'branch:read',
    page: () => import('./BranchPage'),
  },
]
