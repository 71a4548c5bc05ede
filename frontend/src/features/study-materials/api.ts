import { useQuery } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type { Material, MaterialAmendment, MaterialInput, MaterialQuery, MaterialReplacement } from './types'

/** Query keys; everything of study begins with `study`. */
export const keys = {
  list: (query: MaterialQuery) => ['study', 'materials', 'list', query] as const,
  one: (id: string) => ['study', 'materials', id] as const,
  coverage: (id: string, branchId: string) => ['study', 'materials', id, 'coverage', branchId] as const,
}

const PAGE = 30
const at = (id: string) => ({ path: { material_id: id } })

type Known = Pick<Material, 'id' | 'version'>

export const fetchMaterials = (query: MaterialQuery, cursor?: string) =>
  unwrap(
    api.GET('/api/v1/study-materials', {
      params: { query: { limit: PAGE, ...query, cursor, with_total: cursor === undefined } },
    }),
  )

export const useMaterial = (id: string) =>
  useQuery({
    queryKey: keys.one(id),
    queryFn: () => unwrap(api.GET('/api/v1/study-materials/{material_id}', { params: at(id) })),
  })

/** How far it is studied below a branch; the missing by name come page by page. */
export const fetchCoverage = async (id: string, branchId: string | undefined, cursor?: string) => {
  const params = { ...at(id), query: { branch_id: branchId, cursor } }
  const coverage = await unwrap(api.GET('/api/v1/study-materials/{material_id}/coverage', { params }))
  return { ...coverage, items: coverage.missing_members ?? [] }
}

export const publishMaterial = (body: MaterialInput, key: string): Promise<Material> =>
  unwrap(api.POST('/api/v1/study-materials', { body, headers: idempotent(key) }))

export const amendMaterial = ({ id, version }: Known, body: MaterialAmendment): Promise<Material> =>
  unwrap(
    api.PATCH('/api/v1/study-materials/{material_id}', { params: at(id), body, headers: ifMatch(version) }),
  )

export const withdrawMaterial = ({ id, version }: Known, reason: string, key: string): Promise<Material> =>
  unwrap(
    api.POST('/api/v1/study-materials/{material_id}/withdraw', {
      params: at(id),
      body: { reason },
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export const replaceMaterial = (
  { id, version }: Known,
  body: MaterialReplacement,
  key: string,
): Promise<Material> =>
  unwrap(
    api.POST('/api/v1/study-materials/{material_id}/replace', {
      params: at(id),
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

export function putMaterialFile({ id, version }: Known, file: File, key: string): Promise<Material> {
  const form = new FormData()
  form.append('file', file)
  return unwrap(
    api.POST('/api/v1/study-materials/{material_id}/file', {
      params: at(id),
      headers: { ...ifMatch(version), ...idempotent(key) },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  )
}
