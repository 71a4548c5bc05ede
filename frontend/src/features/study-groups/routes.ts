import type { AppRoute } from '@/shared/routing/routes'

export const studyGroupRoutes: AppRoute[] = [
  {
    path: '/study-groups',
    title: { zh: '青年理论学习小组', en: 'Youth study groups' },
    page: () => import('./GroupListPage'),
  },
  {
    path: '/study-groups/:id',
    title: { zh: '学习小组', en: 'Study group' },
    parent: '/study-groups',
    page: () => import('./GroupPage'),
  },
]
