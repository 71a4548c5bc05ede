import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import { useState } from 'react'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { type Branch, useChildren } from './api'
import styles from './BranchTree.module.css'
import { branchTexts } from './texts'

interface Props {
  branches: Branch[]
  /** How many levels stand open at first. */
  open: number
  label: string
}

/** Branches with those below them, read when they are opened. */
export function BranchTree({ branches, open, label }: Props) {
  return (
    <ul className={styles.tree} aria-label={label} onKeyDown={onRowKeys}>
      {branches.map((branch) => (
        <Item key={branch.id} branch={branch} open={open} depth={0} />
      ))}
    </ul>
  )
}

function Item({ branch, open, depth }: { branch: Branch; open: number; depth: number }) {
  const t = useText(branchTexts)
  const [expanded, setExpanded] = useState(open > 0)
  const hasChildren = branch.child_count > 0
  return (
    <li>
      <div className={styles.row} style={{ paddingInlineStart: `calc(${depth} * 1.5em + 8px)` }}>
        {hasChildren ? (
          <button
            type="button"
            className={`${styles.fold} ${expanded ? styles.expanded : ''}`}
            aria-expanded={expanded}
            aria-label={expanded ? t.close(branch.name) : t.open(branch.name)}
            onClick={() => setExpanded(!expanded)}
          >
            <RightOutlined />
          </button>
        ) : (
          <span className={styles.fold} />
        )}
        <BranchLink branch={branch} />
      </div>
      {hasChildren && expanded && <Children branch={branch} open={open - 1} depth={depth + 1} />}
    </li>
  )
}

function Children({ branch, open, depth }: { branch: Branch; open: number; depth: number }) {
  const children = useChildren(branch.id, true)
  if (children.isPending) return <Loading />
  if (children.isError)
    return <LoadFailure error={children.error} onRetry={() => void children.refetch()} compact />
  return (
    <ul>
      {children.data.map((child) => (
        <Item key={child.id} branch={child} open={open} depth={depth} />
      ))}
    </ul>
  )
}

/** A branch in a list, leading to its page. */
export function BranchLink({ branch, showAbove = false }: { branch: Branch; showAbove?: boolean }) {
  const t = useText(branchTexts)
  const above = branch.lineage.slice(0, -1)
  return (
    <Link data-row className={styles.link} to={`/branches/${branch.id}`}>
      <span className={styles.name}>
        {branch.name}
        {branch.dissolved_on !== null && <span className={styles.dissolved}>{t.dissolved}</span>}
      </span>
      <span className={styles.facts}>
        <span>{branch.kind_label}</span>
        {branch.child_count > 0 && <span>{t.below(branch.child_count)}</span>}
        {showAbove && above.length > 0 && <span>{above.map(({ name }) => name).join(' / ')}</span>}
      </span>
    </Link>
  )
}
