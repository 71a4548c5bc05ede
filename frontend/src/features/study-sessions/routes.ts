import type { AppRoute } from '@/shared/routing/routes'

export const studySessionRoutes: AppRoute[] = [
  {
    path: '/study-sessions',
    title: { zh: '学习日程', en: 'Study calendar' },
    page: () => import('./StudySessionListPage'),
  },
  {
    path: '/study-sessions/new',
    title: { zh: '安排学习', en: 'Plan study' },
    parent: '/study-sessions',
    permission: 'study:read',
    page: () => import('./NewStudySessionPage'),
  },
  {
    path: '/study-sessions/:id',
    title: { zh: '学习活动', en: 'Study session' },
    parent: '/study-sessions',
    page: () => import('./StudySessionPage'),
  },
  {
    path: '/study-sessions/:id/edit',
    title: { zh: '修改安排', en: 'Change the plan' },
    parent: '/study-sessions',
    permission: 'study:read',
    page: () => import('./EditStudySessionPage'),
  },
  {
    path: '/study-sessions/:id/scan',
    title: { zh: '扫码签到', en: 'Say that you are here' },
    parent: '/study-sessions',
    page: () => import('./ScanPage'),
  },
]
