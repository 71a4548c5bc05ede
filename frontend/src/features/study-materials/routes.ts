import type { AppRoute } from '@/shared/routing/routes'

export const studyMaterialRoutes: AppRoute[] = [
  {
    path: '/study-materials',
    title: { zh: '必学清单', en: 'Compulsory material' },
    page: () => import('./MaterialListPage'),
  },
  {
    path: '/study-materials/:id',
    title: { zh: '必学内容', en: 'Compulsory material' },
    parent: '/study-materials',
    page: () => import('./MaterialPage'),
  },
]
