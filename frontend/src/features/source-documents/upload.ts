import { api, idempotent, unwrap } from '@/shared/api/client'
import type { SourceDocument, SourceKind } from './types'

export interface UploadValues {
  title?: string
  document_no?: string
  kind: SourceKind
}

export const ACCEPTED = ['.docx', '.txt', '.md']
export const MAX_MB = 20
const MB = 1024 * 1024

export type FileFault = { code: 'type'; name: string } | { code: 'size'; mb: string } | { code: 'empty' }

/** What can be said against a file before it is sent; the server looks at its content. */
export function fileFault({ name, size }: Pick<File, 'name' | 'size'>): FileFault | null {
  const known = ACCEPTED.some((ending) => name.toLowerCase().endsWith(ending))
  if (!known) return { code: 'type', name }
  if (size > MAX_MB * MB) return { code: 'size', mb: (size / MB).toFixed(1) }
  return size === 0 ? { code: 'empty' } : null
}

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
