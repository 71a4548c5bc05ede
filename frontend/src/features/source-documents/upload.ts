import { api, idempotent, unwrap } from '@/shared/api/client'
import type { SourceDocument, SourceKind } from './types'

export interface UploadValues {
  title?: string
  document_no?: string
  kind: SourceKind
}

/** What is taken, as `fileFault` asks for it. */
export const TAKEN = { endings: ['.docx', '.txt', '.md'], mb: 20 } as const

/** Send a document; the answer holds its outline. */
export function upload(file: File, values: UploadValues, idempotencyKey: string): Promise<SourceDocument> {
  const form = new FormData()
  form.append('file', file)
  for (const [name, value] of Object.entries(values)) if (value) form.append(name, value)
  return unwrap(
    api.POST('/api/v1/source-documents', {
      headers: idempotent(idempotencyKey),
      body: { file: file.name, ...values },
      bodySerializer: () => form,
    }),
  )
}
