import { useQuery } from '@tanstack/react-query'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { useMe } from '@/shared/session/me'

export type Branch = components['schemas']['Branch']

const PAGE = 200

const readBranch = (id: string) =>
  unwrap(api.GET('/api/v1/branches/{branch_id}', { params: { path: { branch_id: id } } }))

export const useBranch = (id: string) =>
  useQuery({ queryKey: ['branches', 'one', id], queryFn: () => readBranch(id) })

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

/** The direct children of a branch, in tree order. */
export const useChildren = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['branches', 'children', id], queryFn: () => readChildren(id), enabled })

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
