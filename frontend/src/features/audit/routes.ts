import type { AppRoute } from '@/shared/routing/routes'

export const auditRoutes: AppRoute[] = [
  {
    path: '/audit',
    title: { zh: '审计', en: 'Audit' },
    permission: 'audit:read',
    page: () => import('./AuditPage'),
  },
  {
    path: '/audit/seals',
    title: { zh: '审计封存', en: 'Seals of the audit log' },
    permission: 'audit:read',
    page: () => import('./SealsPage'),
  },
]
