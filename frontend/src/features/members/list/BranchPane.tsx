import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { loadChildren, loadLineage, loadTop, type TreeNode } from '@/shared/branches/branchTree'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { useMe } from '@/shared/session/me'
import { LoadFailure, Loading } from '@/shared/ui/states'
import styles from './BranchPane.module.css'
import { listTexts } from './texts'

const FRESH_MS = 300_000

interface Props {
  /** The branch in view; empty for all. */
  chosen: string
  onChoose: (id: string) => void
  onHide: () => void
}

/** The branches at the left of the roster, read level by level; choosing one shows its people and all below. */
export function BranchPane({ chosen, onChoose, onHide }: Props) {
  const t = useText(listTexts)
  const me = useMe()
  const granted = [...new Set(me.data?.grants.map(({ branch }) => branch.id))].sort()
  const top = useQuery({
    queryKey: ['branches', 'pane', granted],
    queryFn: () => loadTop(granted),
    enabled: me.data !== undefined,
    staleTime: FRESH_MS,
  })
  const path = useQuery({
    queryKey: ['branches', 'lineage', chosen],
    queryFn: () => loadLineage(chosen),
    enabled: chosen !== '',
    staleTime: FRESH_MS,
  })
  const roots = top.data?.filter(({ pId }) => pId === null) ?? []
  // Whoever keeps one branch alone has nothing to choose.
  if (roots.length === 1 && roots[0]?.isLeaf) return null
  const pane = { chosen, onChoose, path: path.data ?? [] }
  return (
    <nav className={`${styles.pane} no-print`} aria-label={t.tree}>
      <div className={styles.head}>
        <button
          type="button"
          data-row
          className={styles.name}
          aria-current={chosen === '' ? 'true' : undefined}
          onClick={() => onChoose('')}
        >
          {t.wholeTree}
        </button>
        <Button type="text" size="small" onClick={onHide}>
          {t.hideTree}
        </Button>
      </div>
      {top.isPending && <Loading />}
      {top.isError && <LoadFailure error={top.error} onRetry={() => void top.refetch()} compact />}
      <ul className={styles.tree} onKeyDown={onRowKeys}>
        {roots.map((node) => (
          <Item key={node.id} node={node} depth={0} {...pane} />
        ))}
      </ul>
    </nav>
  )
}

interface ItemProps extends Pick<Props, 'chosen' | 'onChoose'> {
  node: TreeNode
  depth: number
  /** The branches above the chosen one: they stand open. */
  path: string[]
}

function Item({ node, depth, ...pane }: ItemProps) {
  const t = useText(listTexts)
  const [folded, setFolded] = useState<boolean | null>(null)
  const open = !node.isLeaf && !(folded ?? !(depth === 0 || pane.path.includes(node.id)))
  return (
    <li>
      <div className={styles.row} style={{ paddingInlineStart: `calc(${depth} * 1.1em)` }}>
        {node.isLeaf ? (
          <span className={styles.fold} />
        ) : (
          <button
            type="button"
            className={`${styles.fold} ${open ? styles.open : ''}`}
            aria-expanded={open}
            aria-label={open ? t.closeBranch(node.name) : t.openBranch(node.name)}
            onClick={() => setFolded(open)}
          >
            <RightOutlined />
          </button>
        )}
        <button
          type="button"
          data-row
          className={styles.name}
          aria-current={pane.chosen === node.id ? 'true' : undefined}
          onClick={() => pane.onChoose(node.id)}
        >
          {node.name}
        </button>
      </div>
      {open && <Children parentId={node.id} depth={depth + 1} {...pane} />}
    </li>
  )
}

function Children({ parentId, ...rest }: Omit<ItemProps, 'node'> & { parentId: string }) {
  const children = useQuery({
    queryKey: ['branches', 'pane', 'children', parentId],
    queryFn: () => loadChildren(parentId),
    staleTime: FRESH_MS,
  })
  if (children.isPending) return <Loading />
  if (children.isError) {
    return <LoadFailure error={children.error} onRetry={() => void children.refetch()} compact />
  }
  return (
    <ul>
      {children.data.map((node) => (
        <Item key={node.id} node={node} {...rest} />
      ))}
    </ul>
  )
}
