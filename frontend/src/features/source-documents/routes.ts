import type { AppRoute } from '@/shared/routing/routes'

export const sourceDocumentRoutes: AppRoute[] = [
  {
    path: '/source-documents',
    title: { zh: '从文件登记', en: 'Register from a document' },
    permission: 'source_document:read',
    page: () => import('./SourceDocumentListPage'),
  },
  {
    path: '/source-documents/upload',
    title: { zh: '上传文件', en: 'Upload a document' },
    parent: '/source-documents',
    permission: 'source_document:upload',
    page: () => import('./UploadPage'),
  },
  {
    path: '/source-documents/:id',
    title: { zh: '文件', en: 'Document' },
    parent: '/source-documents',
    permission: 'source_document:read',
    page: () => import('./SourceDocumentPage'),
  },
]
