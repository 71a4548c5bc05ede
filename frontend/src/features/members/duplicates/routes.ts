import type { AppRoute } from '@/shared/routing/routes'

export const duplicateRoutes: AppRoute[] = [
  {
    path: '/members/duplicates',
    title: { zh: '疑似重复', en: 'Possible duplicates' },
    permission: 'member:manage',
    page: () => import('./DuplicatesPage'),
  },
]
