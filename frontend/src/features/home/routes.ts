import type { AppRoute } from '@/shared/routing/routes'

export const homeRoutes: AppRoute[] = [
  { path: '/', title: { zh: '首页', en: 'Home' }, page: () => import('./HomePage') },
]
