import { api, idempotent, unwrap } from '@/shared/api/client'
import type { Import } from './types'

/** What is taken, as `fileFault` asks for it; the server's own limits are `upload_limit_mb` and those of workbooks. */
export const TAKEN = { endings: ['.xlsx', '.xls', '.csv'], mb: 40 } as const

export interface UploadValues {
  branch_id?: string
}

/** Send a file; the answer comes before it is read. */
export function upload(file: File, { branch_id }: UploadValues, idempotencyKey: string): Promise<Import> {
  const form = new FormData()
  form.append('file', file)
  form.append('kind', 'members')
  if (branch_id) form.append('branch_id', branch_id)
  return unwrap(
    api.POST('/api/v1/imports', {
      headers: idempotent(idempotencyKey),
      body: { file: file.name, kind: 'members', branch_id },
      bodySerializer: () => form,
    }),
  )
}
