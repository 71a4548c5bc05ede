import type { AppRoute } from '@/shared/routing/routes'

export const transferRoutes: AppRoute[] = [
  {
    path: '/transfers',
    title: { zh: '组织关系转接', en: 'Transfers' },
    permission: 'transfer:read',
    page: () => import('./TransferListPage'),
  },
  {
    path: '/transfers/new',
    title: { zh: '办理转接', en: 'New transfer' },
    parent: '/transfers',
    permission: 'transfer:draft',
    page: () => import('./NewTransferPage'),
  },
  {
    path: '/transfers/mine',
    title: { zh: '我的组织关系转接', en: 'My transfers' },
    page: () => import('./OwnTransfersPage'),
  },
  {
    path: '/transfers/:id',
    title: { zh: '组织关系转接', en: 'Transfer' },
    parent: '/transfers',
    page: () => import('./TransferPage'),
  },
]
