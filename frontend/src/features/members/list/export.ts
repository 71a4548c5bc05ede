import { downloadFile } from '@/shared/api/download'
import type { MemberQuery } from '../types'

export type TableFormat = 'xlsx' | 'csv'

interface Wanted {
  format: TableFormat
  /** With it sealed values stand in the clear; it is recorded. */
  reason?: string
}

/** The roster of a filter as a file, in the columns of the import's template. */
export const exportMembers = (query: MemberQuery, { format, reason }: Wanted): Promise<void> =>
  downloadFile(
    '/api/v1/members/export',
    { ...query, sort: undefined, format, ...(reason ? { reveal: true, reason } : {}) },
    `members.${format}`,
  )
