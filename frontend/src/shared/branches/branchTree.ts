import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'

type Branch = components['schemas']['Branch']

/** A branch in a tree select. */
export interface TreeNode {
  id: string
  pId: string | null
  value: string
  title: string
  /** The plain name, for the chosen value. */
  name: string
  isLeaf: boolean
}

const PAGE = 200
const MATCHES = 20

const readBranch = (id: string) =>
  unwrap(api.GET('/api/v1/branches/{branch_id}', { params: { path: { branch_id: id } } }))

function toNode(branch: Branch): TreeNode {
  return {
    id: branch.id,
    pId: branch.lineage.length > 1 ? branch.parent_id : null,
    value: branch.id,
    title: branch.name,
    name: branch.name,
    isLeaf: branch.child_count === 0,
  }
}

/** The topmost branches this person may see, given the branches their roles stand on, with their children. */
export async function loadTop(grantedIds: string[]): Promise<TreeNode[]> {
  const granted = await Promise.all(grantedIds.map(readBranch))
  const roots = granted.filter(({ lineage }) => lineage.length === 1).map(toNode)
  const below = await Promise.all(roots.map(({ id }) => loadChildren(id)))
  return [...roots, ...below.flat()]
}

/** The direct children of a branch, in tree order. */
export async function loadChildren(parentId: string): Promise<TreeNode[]> {
  const children: TreeNode[] = []
  let cursor: string | undefined
  do {
    const query = { parent_id: parentId, limit: PAGE, cursor }
    const page = await unwrap(api.GET('/api/v1/branches', { params: { query } }))
    children.push(...page.items.map(toNode))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return children
}

/** Branches whose name, pinyin or initials contain `needle`; each says what it belongs to. */
export async function searchBranches(needle: string): Promise<TreeNode[]> {
  const page = await unwrap(api.GET('/api/v1/branches', { params: { query: { q: needle, limit: MATCHES } } }))
  return page.items.map((branch) => {
    const above = branch.lineage.at(-2)
    const title = above === undefined ? branch.name : `${branch.name}（${above.name}）`
    return { ...toNode(branch), title, pId: null, isLeaf: true }
  })
}

/** The branches from the top down to this one, by their ids. */
export async function loadLineage(id: string): Promise<string[]> {
  const { lineage } = await readBranch(id)
  return lineage.map((branch) => branch.id)
}

export async function loadNames(ids: string[]): Promise<Map<string, string>> {
  const branches = await Promise.all(ids.map(readBranch))
  return new Map(branches.map(({ id, name }) => [id, name]))
}
