import type { AppRoute } from '@/shared/routing/routes'

export const studyRequirementRoutes: AppRoute[] = [
  { path: '/study/mine', title: { zh: '我的学习', en: 'My study' }, page: () => import('./MinePage') },
  {
    path: '/study/branch',
    title: { zh: '支部学习', en: 'Study of a branch' },
    permission: 'study:read',
    page: () => import('./BranchPage'),
  },
  {
    path: '/study-requirements',
    title: { zh: '学习要求', en: 'Study requirements' },
    permission: 'study:read',
    page: () => import('./FigureListPage'),
  },
]
