import type { AppRoute } from '@/shared/routing/routes'

export const studyRecordRoutes: AppRoute[] = [
  {
    path: '/study-records',
    title: { zh: '学习记录', en: 'Study records' },
    page: () => import('./StudyRecordListPage'),
  },
  {
    path: '/study-records/new',
    title: { zh: '申报学习', en: 'Declare study' },
    parent: '/study-records',
    page: () => import('./NewStudyRecordPage'),
  },
  {
    path: '/study-records/list',
    title: { zh: '批量登记外出培训', en: 'Trainings elsewhere from a list' },
    parent: '/study-records',
    permission: 'study:keep',
    page: () => import('./CertificateListPage'),
  },
  {
    path: '/study-records/:id',
    title: { zh: '记录详情', en: 'Record' },
    parent: '/study-records',
    page: () => import('./StudyRecordPage'),
  },
  {
    path: '/study-outputs/new',
    title: { zh: '提交成果', en: 'Hand in an outcome' },
    parent: '/study-records',
    page: () => import('./NewStudyOutputPage'),
  },
  {
    path: '/study-outputs/:id',
    title: { zh: '学习成果', en: 'Outcome of study' },
    parent: '/study-records',
    page: () => import('./StudyOutputPage'),
  },
]
