import { useQuery, useQueryClient } from '@tanstack/react-query'
import TreeSelect from 'antd/es/tree-select'
import { useEffect, useState } from 'react'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { loadChildren, loadNames, loadTop, searchBranches, type TreeNode } from './branchTree'

const texts = defineTexts(
  { placeholder: '选择单位，可输入名称或拼音', none: '没有找到匹配的单位', loading: '正在查找…' },
  { placeholder: 'Choose a unit; type a name or pinyin', none: 'No unit matches', loading: 'Searching…' },
)

interface Common {
  id?: string
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
  /** Take the focus and open at once: for a cell that becomes a select when it is chosen. */
  startOpen?: boolean
  onBlur?: () => void
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
const FRESH_MS = 300_000
const TREE_KEY = ['branches', 'tree']

/** Chooses one branch or several: a tree read level by level, or a search by name, pinyin and initials. */
export function BranchSelect(props: Single | Several) {
  const t = useText(texts)
  const [search, setSearch] = useState('')
  const [expanded, setExpanded] = useState<string[] | null>(null)
  const needle = useDelayed(search.trim(), SEARCH_AFTER_MS)
  const tree = useBranchTree()
  const found = useQuery({
    queryKey: ['branches', 'search', needle],
    queryFn: () => searchBranches(needle),
    enabled: needle !== '',
    staleTime: FRESH_MS,
  })
  const chosen = [props.value ?? []].flat()
  const names = useNames(chosen, [...tree.nodes, ...(found.data ?? [])])
  const labelled = chosen.map((id) => ({ value: id, label: names.get(id) ?? '…' }))
  const onChange = (picked: { value: string } | { value: string }[] | undefined) => {
    const ids = [picked ?? []].flat().map(({ value }) => value)
    if (props.multiple) props.onChange?.(ids)
    else props.onChange?.(ids[0])
  }
  return (
    <TreeSelect
      id={props.id}
      aria-label={props['aria-label']}
      placeholder={props.placeholder ?? t.placeholder}
      allowClear={props.allowClear}
      disabled={props.disabled}
      autoFocus={props.startOpen}
      defaultOpen={props.startOpen}
      onBlur={props.onBlur}
      popupMatchSelectWidth={320}
      style={{ width: '100%' }}
      multiple={props.multiple}
      labelInValue
      value={props.multiple ? labelled : labelled[0]}
      onChange={onChange}
      treeDataSimpleMode
      treeData={needle ? found.data : tree.nodes}
      treeExpandedKeys={expanded ?? tree.rootIds}
      onTreeExpand={(keys) => setExpanded(keys.map(String))}
      loadData={needle ? undefined : ({ value }) => tree.expand(String(value))}
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

/** The part of the tree read so far, shared by all selects of the application. */
function useBranchTree() {
  const client = useQueryClient()
  const me = useMe()
  const granted = [...new Set(me.data?.grants.map(({ branch }) => branch.id))]
  const tree = useQuery({
    queryKey: TREE_KEY,
    queryFn: () => loadTop(granted),
    enabled: me.data !== undefined,
    staleTime: FRESH_MS,
  })
  const nodes = tree.data ?? []
  const expand = async (parentId: string) => {
    const children = await loadChildren(parentId)
    client.setQueryData<TreeNode[]>(TREE_KEY, (known = []) => [
      ...known,
      ...children.filter((child) => !known.some(({ id }) => id === child.id)),
    ])
  }
  return {
    nodes,
    expand,
    isPending: tree.isPending,
    rootIds: nodes.filter(({ pId }) => pId === null).map(({ id }) => id),
  }
}

/** Names of the chosen branches, asking for those that the tree has not loaded yet. */
function useNames(chosen: string[], known: TreeNode[]): Map<string, string> {
  const names = new Map(known.map(({ id, name }) => [id, name]))
  const missing = chosen.filter((id) => !names.has(id)).sort()
  const fetched = useQuery({
    queryKey: ['branches', 'names', missing],
    queryFn: () => loadNames(missing),
    enabled: missing.length > 0,
    staleTime: FRESH_MS,
  })
  return new Map([...names, ...(fetched.data ?? [])])
}

function useDelayed(value: string, delay: number): string {
  const [delayed, setDelayed] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setDelayed(value), delay)
    return () => window.clearTimeout(timer)
  }, [value, delay])
  return delayed
}
