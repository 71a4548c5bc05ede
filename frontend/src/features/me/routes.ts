import type { AppRoute } from '@/shared/routing/routes'

export const meRoutes: AppRoute[] = [
  { path: '/me', title: { zh: '我的', en: 'Me' }, page: () => import('./MePage') },
]
