import type { AppRoute } from '@/shared/routing/routes'

export const pointRoutes: AppRoute[] = [
  { path: '/points/mine', title: { zh: '我的积分', en: 'My points' }, page: () => import('./MinePage') },
  {
    path: '/points/branch',
    title: { zh: '支部积分', en: 'Points of a branch' },
    page: () => import('./BranchPage'),
  },
  {
    path: '/points/members/:id',
    title: { zh: '党员积分', en: "A member's points" },
    parent: '/points/branch',
    page: () => import('./MemberPage'),
  },
  {
    path: '/points/publications',
    title: { zh: '积分公示', en: 'Publications' },
    page: () => import('./PublicationListPage'),
  },
  {
    path: '/points/publications/:id',
    title: { zh: '季度公示', en: 'A quarter' },
    parent: '/points/publications',
    page: () => import('./PublicationPage'),
  },
  {
    path: '/points/schemes',
    title: { zh: '积分规则', en: 'Rules of points' },
    page: () => import('./SchemeListPage'),
  },
  {
    path: '/points/schemes/:id',
    title: { zh: '积分办法', en: 'Scheme' },
    parent: '/points/schemes',
    page: () => import('./SchemePage'),
  },
  {
    path: '/points/objections',
    title: { zh: '积分异议', en: 'Objections' },
    page: () => import('./ObjectionListPage'),
  },
  {
    path: '/points/objections/:id',
    title: { zh: '异议办理', en: 'Objection' },
    parent: '/points/objections',
    page: () => import('./ObjectionPage'),
  },
  {
    path: '/points/distribution',
    title: { zh: '积分分布', en: 'Distribution' },
    permission: 'point:read',
    page: () => import('./DistributionPage'),
  },
]
