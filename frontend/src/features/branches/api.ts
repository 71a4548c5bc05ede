import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { useMe } from '@/shared/session/me'

export type Branch = components['schemas']['Branch']
export type BranchWarning = components['schemas']['BranchWarning']
export type Post = components['schemas']['Post']
export type Term = components['schemas']['BranchTerm']
export type Tie = components['schemas']['BranchTie']

const PAGE = 200
const FRESH_MS = 300_000

const at = (id: string) => ({ params: { path: { branch_id: id } } })

const readBranch = (id: string) => unwrap(api.GET('/api/v1/branches/{branch_id}', at(id)))

const branchQuery = (id: string) => ({ queryKey: ['branches', 'one', id], queryFn: () => readBranch(id) })

export const useBranch = (id: string) => useQuery(branchQuery(id))

/** The same for a branch that may not be chosen yet. */
export const useMaybeBranch = (id: string | undefined) =>
  useQuery({ ...branchQuery(id ?? ''), enabled: id !== undefined && id !== '' })

/** The topmost branches that the person's roles stand on. */
export function useTopBranches() {
  const me = useMe()
  const granted = [...new Set(me.data?.grants.map(({ branch }) => branch.id))].sort()
  return useQuery({
    queryKey: ['branches', 'top', granted],
    queryFn: async () => {
      const branches = await Promise.all(granted.map(readBranch))
      return branches.filter(({ lineage }) => lineage.length === 1)
    },
    enabled: me.data !== undefined,
  })
}

/** The direct children of a branch, in tree order; a long list comes in several requests. */
export const childrenQuery = (id: string) => ({
  queryKey: ['branches', 'children', id],
  queryFn: () => readChildren(id),
  staleTime: FRESH_MS,
})

async function readChildren(parentId: string): Promise<Branch[]> {
  const children: Branch[] = []
  let cursor: string | undefined
  do {
    const query = { parent_id: parentId, limit: PAGE, cursor }
    const page = await unwrap(api.GET('/api/v1/branches', { params: { query } }))
    children.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return children
}

/** What a branch should be reminded of today. */
export const useWarnings = (id: string) =>
  useQuery({
    queryKey: ['branches', 'warnings', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/branches/{branch_id}/warnings', at(id)))).items,
  })

/** Posts held today, with `former` all others too. */
export const usePosts = (id: string, former: boolean) =>
  useQuery({
    queryKey: ['branches', 'posts', id, former],
    queryFn: async () => {
      const params = { ...at(id).params, query: { former } }
      return (await unwrap(api.GET('/api/v1/branches/{branch_id}/posts', { params }))).items
    },
    placeholderData: (previous) => previous,
  })

/** Terms from one election to the next, the present one first. */
export const useTerms = (id: string) =>
  useQuery({
    queryKey: ['branches', 'terms', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/branches/{branch_id}/terms', at(id)))).items,
  })

/** How the members of a branch and everything below it are made up. */
export const useStructure = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['branches', 'structure', id],
    queryFn: () => unwrap(api.GET('/api/v1/branches/{branch_id}/structure', at(id))),
    enabled,
  })

/** What hangs on a branch, and whether it could be dissolved or merged. Always read anew. */
export const useDissolution = (id: string) =>
  useQuery({
    queryKey: ['branches', 'dissolution', id],
    queryFn: () => unwrap(api.GET('/api/v1/branches/{branch_id}/dissolution', at(id))),
    staleTime: 0,
    gcTime: 0,
  })

/** After a change of a branch, its posts or terms: all that is shown of branches is read again. */
export function useBranchesChanged() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['branches'] })
}
