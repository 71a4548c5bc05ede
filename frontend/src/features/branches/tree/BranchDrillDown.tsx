import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { type Branch, childrenQuery, useMaybeBranch } from '../api'
import { KindTag } from '../KindTag'
import { branchTexts } from '../texts'
import styles from './tree.module.css'

interface Props {
  top: readonly Branch[]
  label: string
  /** The branch whose children are shown; of one without children, its parent's. */
  at: string
}

const placeOf = (id: string) => `/branches?at=${id}`

/** The tree on a phone: one level at a time, with the way back up. */
export function BranchDrillDown({ top, label, at }: Props) {
  const chosen = useMaybeBranch(at)
  const isLeaf = chosen.data?.child_count === 0
  const parentId = isLeaf ? chosen.data?.lineage.at(-2)?.id : undefined
  const parent = useMaybeBranch(parentId)
  if (chosen.isError)
    return <LoadFailure error={chosen.error} onRetry={() => void chosen.refetch()} compact />
  if (at && (chosen.data === undefined || (parentId !== undefined && parent.data === undefined)))
    return <Loading />
  const here = (isLeaf ? parent.data : chosen.data) ?? (top.length === 1 ? top[0] : undefined)
  if (here === undefined) return <Entries branches={top} label={label} at={at} />
  return (
    <>
      <Here branch={here} hasTop={top.length > 1} />
      <Level branch={here} at={at} />
    </>
  )
}

function Here({ branch, hasTop }: { branch: Branch; hasTop: boolean }) {
  const t = useText(branchTexts)
  const above = branch.lineage.slice(0, -1)
  return (
    <>
      {(above.length > 0 || hasTop) && (
        <nav className={styles.crumbs} aria-label={t.lineage}>
          <ol>
            {hasTop && (
              <li>
                <Link to="/branches">{t.title}</Link>
              </li>
            )}
            {above.map(({ id, name }) => (
              <li key={id}>
                <Link to={placeOf(id)}>{name}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className={styles.here}>
        <h2>{branch.name}</h2>
        <div className={styles.hereFacts}>
          <KindTag label={branch.kind_label} />
          <Link to={`/branches/${branch.id}`}>{t.openBranch}</Link>
        </div>
      </div>
    </>
  )
}

function Level({ branch, at }: { branch: Branch; at: string }) {
  const t = useText(branchTexts)
  const children = useQuery({ ...childrenQuery(branch.id), enabled: branch.child_count > 0 })
  if (branch.child_count === 0) return <EmptyState title={t.noChildren} compact />
  if (children.isPending) return <Loading />
  if (children.isError)
    return <LoadFailure error={children.error} onRetry={() => void children.refetch()} compact />
  return <Entries branches={children.data} label={t.children} at={at} />
}

function Entries({ branches, label, at }: { branches: readonly Branch[]; label: string; at: string }) {
  const t = useText(branchTexts)
  return (
    <ul className={styles.drill} aria-label={label}>
      {branches.map((branch) => (
        <li key={branch.id} aria-current={branch.id === at ? 'true' : undefined}>
          <Link to={`/branches/${branch.id}`} className={styles.entry}>
            <span>{branch.name}</span>
            <KindTag label={branch.kind_label} />
          </Link>
          {branch.child_count > 0 && (
            <Link
              to={placeOf(branch.id)}
              className={styles.down}
              aria-label={t.goDown(branch.name, branch.child_count)}
            >
              {branch.child_count} <RightOutlined />
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
