import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/shared/api/client'

/** A document with its outline. */
export const useDocument = (id: string) =>
  useQuery({
    queryKey: ['source-documents', id],
    queryFn: () =>
      unwrap(api.GET('/api/v1/source-documents/{document_id}', { params: { path: { document_id: id } } })),
  })

/** The text to which the offsets of its outline refer. It never changes. */
export const useDocumentText = (id: string) =>
  useQuery({
    queryKey: ['source-documents', id, 'text'],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/source-documents/{document_id}/text', {
          params: { path: { document_id: id } },
          parseAs: 'text',
        }),
      ) as Promise<string>,
    staleTime: Number.POSITIVE_INFINITY,
  })
