import type { AppRoute } from '@/shared/routing/routes'

export const memberRoutes: AppRoute[] = [
  {
    path: '/members',
    title: { zh: '党员名册', en: 'Members' },
    permission: 'member:read',
    page: () => import('./MemberListPage'),
  },
  {
    path: '/members/new',
    title: { zh: '登记党员', en: 'Register a member' },
    parent: '/members',
    permission: 'member:manage',
    page: () => import('./NewMemberPage'),
  },
  {
    path: '/members/birthdays',
    title: { zh: '政治生日', en: 'Political birthdays' },
    permission: 'member:read',
    page: () => import('./BirthdayPage'),
  },
  {
    path: '/members/structure',
    title: { zh: '党员构成', en: 'Structure' },
    permission: 'member:read',
    page: () => import('./StructurePage'),
  },
  {
    path: '/members/corrections',
    title: { zh: '更正申请', en: 'Corrections' },
    permission: 'member:manage',
    page: () => import('./CorrectionListPage'),
  },
  {
    path: '/members/:id',
    title: { zh: '党员档案', en: "A member's file" },
    parent: '/members',
    permission: 'member:read',
    page: () => import('./MemberPage'),
  },
  {
    path: '/me/record',
    title: { zh: '我的档案', en: 'My record' },
    parent: '/me',
    page: () => import('./OwnRecordPage'),
  },
]
