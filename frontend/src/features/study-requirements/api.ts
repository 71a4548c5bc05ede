import { useQuery } from '@tanstack/react-query'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import type { Exemption, ExemptionInput, ExemptionQuery, Figure, FigureAmendment, FigureInput } from './types'

/** Query keys; everything of study begins with `study`. */
export const keys = {
  branch: (id: string, year: number) => ['study', 'branch', id, year] as const,
  exemptions: (query: ExemptionQuery) => ['study', 'exemptions', query] as const,
  figures: (branchId: string, year: number) => ['study', 'figures', branchId, year] as const,
  todo: ['study', 'materials', 'todo'] as const,
}

const NAMES = 200
const EXEMPTIONS = 50

/** A branch's year; members come page by page, for who may see names. */
export const fetchBranchStudy = async (id: string, year: number, cursor?: string) => {
  const params = { path: { branch_id: id }, query: { year, cursor, limit: NAMES } }
  const study = await unwrap(api.GET('/api/v1/branches/{branch_id}/study', { params }))
  return { ...study, items: study.members ?? [] }
}

export const fetchExemptions = (query: ExemptionQuery, cursor?: string) =>
  unwrap(api.GET('/api/v1/study-exemptions', { params: { query: { limit: EXEMPTIONS, ...query, cursor } } }))

export const grantExemption = (body: ExemptionInput, key: string): Promise<Exemption> =>
  unwrap(api.POST('/api/v1/study-exemptions', { body, headers: idempotent(key) }))

/** End an exemption by its last day; without a day strike it. */
export const endExemption = (
  { id, version }: Pick<Exemption, 'id' | 'version'>,
  body: { ended_on: string | null; reason: string },
  key: string,
): Promise<Exemption> =>
  unwrap(
    api.POST('/api/v1/study-exemptions/{exemption_id}/end', {
      params: { path: { exemption_id: id } },
      body,
      headers: { ...ifMatch(version), ...idempotent(key) },
    }),
  )

/** Compulsory material that is published and not yet studied by oneself, by deadline. */
export const useOwnMaterials = (enabled: boolean) =>
  useQuery({
    queryKey: keys.todo,
    queryFn: async () => {
      const query = { open: true, sort: 'due_on', limit: EXEMPTIONS }
      return (await unwrap(api.GET('/api/v1/study-materials', { params: { query } }))).items
    },
    enabled,
  })

export const useFigures = (branchId: string | undefined, year: number) =>
  useQuery({
    queryKey: keys.figures(branchId ?? '', year),
    queryFn: async () => {
      const params = { path: { branch_id: branchId ?? '' }, query: { year } }
      return (await unwrap(api.GET('/api/v1/branches/{branch_id}/study/figures', { params }))).items
    },
    enabled: branchId !== undefined,
  })

export const setFigure = (body: FigureInput, key: string): Promise<Figure> =>
  unwrap(api.POST('/api/v1/study-figures', { body, headers: idempotent(key) }))

export const amendFigure = (
  { id, version }: { id: string; version: number },
  body: FigureAmendment,
): Promise<Figure> =>
  unwrap(
    api.PATCH('/api/v1/study-figures/{figure_id}', {
      params: { path: { figure_id: id } },
      body,
      headers: ifMatch(version),
    }),
  )
