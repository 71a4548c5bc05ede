import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type {
  Import,
  ImportAmendment,
  ImportCommit,
  ImportField,
  ImportRow,
  ImportRowPage,
  RowState,
} from './types'

/** Rows shown at a time: a preview of 300,000 is turned page by page. */
export const ROWS_A_PAGE = 50

/** How often a running import is asked how far it is. */
const ASK_EVERY_MS = 1_000

/** What a page of the preview shows: the rows of a state, after a row number. */
export interface RowQuery {
  state: RowState | 'all'
  /** The number of the row before the first one; 0 for the beginning. */
  after: number
}

/** Query keys; everything of this feature begins with `imports`. */
export const keys = {
  list: ['imports', 'list'] as const,
  one: (id: string) => ['imports', 'one', id] as const,
  rows: (id: string) => ['imports', 'rows', id] as const,
  page: (id: string, query: RowQuery) => ['imports', 'rows', id, query] as const,
}

const at = (id: string) => ({ path: { import_id: id } })

export const isRunning = ({ state }: Pick<Import, 'state'>): boolean =>
  state === 'reading' || state === 'committing'

export const fetchImports = (cursor: string | undefined) =>
  unwrap(api.GET('/api/v1/imports', { params: { query: { limit: 30, cursor } } }))

export const fetchImport = (id: string): Promise<Import> =>
  unwrap(api.GET('/api/v1/imports/{import_id}', { params: at(id) }))

/** An import; asked again and again while the server works on it. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: () => fetchImport(id),
    refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? ASK_EVERY_MS : false),
  })

export const useRows = (id: string, query: RowQuery) =>
  useQuery({
    queryKey: keys.page(id, query),
    queryFn: (): Promise<ImportRowPage> =>
      unwrap(
        api.GET('/api/v1/imports/{import_id}/rows', {
          params: {
            ...at(id),
            query: {
              state: query.state === 'all' ? [] : [query.state],
              cursor: query.after > 0 ? String(query.after) : undefined,
              limit: ROWS_A_PAGE,
            },
          },
        }),
      ),
    placeholderData: (previous) => previous,
  })

export const amendRow = (
  id: string,
  row: Pick<ImportRow, 'number' | 'version'>,
  cells: Partial<Record<ImportField, string>>,
): Promise<ImportRow> =>
  unwrap(
    api.PATCH('/api/v1/imports/{import_id}/rows/{number}', {
      params: { path: { import_id: id, number: row.number } },
      body: cells,
      headers: ifMatch(row.version),
    }),
  )

type Seen = Pick<Import, 'id' | 'version'>

export const amendImport = (found: Seen, body: ImportAmendment): Promise<Import> =>
  unwrap(
    api.PATCH('/api/v1/imports/{import_id}', {
      params: at(found.id),
      body,
      headers: ifMatch(found.version),
    }),
  )

export const commitImport = (found: Seen, body: ImportCommit, key: string): Promise<Import> =>
  unwrap(
    api.POST('/api/v1/imports/{import_id}/commit', {
      params: at(found.id),
      body,
      headers: { ...ifMatch(found.version), ...idempotent(key) },
    }),
  )

export const removeImport = (found: Seen): Promise<unknown> =>
  unwrap(api.DELETE('/api/v1/imports/{import_id}', { params: at(found.id), headers: ifMatch(found.version) }))

/** After a change of the whole import: it is shown at once, its rows are read again. */
export function useShowImport(): (found: Import) => void {
  const client = useQueryClient()
  return (found) => {
    client.setQueryData(keys.one(found.id), found)
    client.removeQueries({ queryKey: keys.rows(found.id) })
    void client.invalidateQueries({ queryKey: keys.list })
  }
}
