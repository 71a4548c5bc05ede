import { useQuery, useQueryClient } from '@tanstack/react-query'
import TreeSelect from 'antd/es/tree-select'
import { useEffect, useState } from 'react'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts(
  { placeholder: '选择单位，可输入名称或拼音', none: '没有找到匹配的单位', loading: '正在查找…' },
  { placeholder: 'Choose a unit; type a name or pinyin', none: 'No unit matches', loading: 'Searching…' },
)

type Branch = components['schemas']['Branch']

interface TreeNode {
  id: string
  pId: string | null
  value: string
  title: string
  isLeaf: boolean
}

interface Common {
  id?: string
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
}

interface Single extends Common {
  multiple?: false
  value?: string | null
  onChange?: (id: string | undefined) => void
}

interface Several extends Common {
  multiple: true
  value?: string[]
  onChange?: (ids: string[]) => void
}

const SEARCH_AFTER_MS = 250
const PAGE = 200

const node = (branch: Branch): TreeNode => ({
  id: branch.id,
  pId: branch.parent_id ?? null,
  value: branch.id,
  title: branch.name,
  isLeaf: !branch.has_children,
})

/** Chooses one branch or several: a tree read level by level, or a search by name, pinyin and initials. */
export function BranchSelect(props: Single | Several) {
  const t = useText(texts)
  const client = useQueryClient()
  const [search, setSearch] = useState('')
  const needle = useDelayed(search.trim(), SEARCH_AFTER_MS)
  const chosen = [props.value ?? []].flat()
  const tree = useQuery({
    queryKey: ['branches', 'tree'],
    queryFn: () => loadChildren(undefined),
    staleTime: 300_000,
  })
  const found = useQuery({
    queryKey: ['branches', 'search', needle],
    queryFn: () => searchBranches(needle),
    enabled: needle !== '',
    staleTime: 60_000,
  })
  const names = useChosenNames(chosen, [...(tree.data ?? []), ...(found.data ?? [])])

  const loadData = async ({ value }: { value?: unknown }) => {
    const children = await loadChildren(String(value))
    client.setQueryData<TreeNode[]>(['branches', 'tree'], (known = []) => [
      ...known,
      ...children.filter((child) => !known.some((other) => other.id === child.id)),
    ])
  }
  const labelled = chosen.map((id) => ({ value: id, label: names.get(id) ?? '…' }))

  return (
    <TreeSelect
      id={props.id}
      aria-label={props['aria-label']}
      placeholder={props.placeholder ?? t.placeholder}
      allowClear={props.allowClear}
      disabled={props.disabled}
      style={{ width: '100%' }}
      multiple={props.multiple}
      labelInValue
      value={props.multiple ? labelled : labelled[0]}
      onChange={(picked: { value: string } | { value: string }[] | undefined) => {
        if (props.multiple) props.onChange?.([picked ?? []].flat().map(({ value }) => value))
        else props.onChange?.([picked ?? []].flat()[0]?.value)
      }}
      treeDataSimpleMode
      treeData={needle ? found.data?.map((branch) => ({ ...branch, pId: null, isLeaf: true })) : tree.data}
      loadData={needle ? undefined : loadData}
      showSearch={{
        searchValue: search,
        onSearch: setSearch,
        filterTreeNode: false,
        autoClearSearchValue: true,
      }}
      notFoundContent={tree.isPending || found.isFetching ? t.loading : t.none}
    />
  )
}

async function loadChildren(parentId: string | undefined): Promise<TreeNode[]> {
  const query = { parent_id: parentId, limit: PAGE }
  const page = await unwrap(api.GET('/api/v1/branches', { params: { query } }))
  return page.items.map(node)
}

async function searchBranches(needle: string): Promise<TreeNode[]> {
  const page = await unwrap(api.GET('/api/v1/branches', { params: { query: { q: needle, limit: 20 } } }))
  return page.items.map(node)
}

/** Names of chosen branches that the tree has not loaded yet. */
function useChosenNames(chosen: string[], known: TreeNode[]): Map<string, string> {
  const names = new Map(known.map(({ id, title }) => [id, title]))
  const missing = chosen.filter((id) => !names.has(id)).sort()
  const fetched = useQuery({
    queryKey: ['branches', 'names', missing],
    queryFn: () =>
      Promise.all(
        missing.map((id) => unwrap(api.GET('/api/v1/branches/{id}', { params: { path: { id } } }))),
      ),
    enabled: missing.length > 0,
    staleTime: 300_000,
  })
  for (const branch of fetched.data ?? []) names.set(branch.id, branch.name)
  return names
}

function useDelayed(value: string, delay: number): string {
  const [delayed, setDelayed] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setDelayed(value), delay)
    return () => window.clearTimeout(timer)
  }, [value, delay])
  return delayed
}
