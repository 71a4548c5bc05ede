import type { AppRoute } from '@/shared/routing/routes'

export const accountRoutes: AppRoute[] = [
  {
    path: '/accounts',
    title: { zh: '账号与角色', en: 'Accounts and roles' },
    permission: 'account:read',
    page: () => import('./AccountListPage'),
  },
  {
    path: '/accounts/new',
    title: { zh: '新建账号', en: 'New account' },
    parent: '/accounts',
    permission: 'account:manage',
    page: () => import('./NewAccountPage'),
  },
  {
    path: '/accounts/:id',
    title: { zh: '账号', en: 'Account' },
    parent: '/accounts',
    permission: 'account:read',
    page: () => import('./AccountPage'),
  },
]
