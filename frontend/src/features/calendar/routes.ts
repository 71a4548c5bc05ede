import type { AppRoute } from '@/shared/routing/routes'

export const calendarRoutes: AppRoute[] = [
  {
    path: '/calendar',
    title: { zh: '工作日历', en: 'Work calendar' },
    permission: 'calendar:read',
    page: () => import('./CalendarPage'),
  },
]
