import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { Card } from '@/shared/ui/Card'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import type { Branch } from './api'
import styles from './BranchPage.module.css'
import { KindTag } from './KindTag'
import { branchTexts } from './texts'

const SHOWN = 20

/** The first branches directly below; the tree has them all. */
export function BranchChildren({ branch }: { branch: Branch }) {
  const t = useText(branchTexts)
  const children = useQuery({
    queryKey: ['branches', 'first-children', branch.id],
    queryFn: () =>
      unwrap(api.GET('/api/v1/branches', { params: { query: { parent_id: branch.id, limit: SHOWN } } })),
    enabled: branch.child_count > 0,
  })
  return (
    <Card title={t.children} aside={branch.child_count || undefined}>
      {branch.child_count === 0 && <EmptyState title={t.noChildren} compact />}
      {branch.child_count > 0 && children.isPending && <Loading />}
      {children.isError && (
        <LoadFailure error={children.error} onRetry={() => void children.refetch()} compact />
      )}
      {branch.child_count > 0 && children.data && (
        <>
          <ul className={styles.children} onKeyDown={onRowKeys}>
            {children.data.items.map((child) => (
              <li key={child.id}>
                <Link data-row to={`/branches/${child.id}`}>
                  <span>{child.name}</span>
                  <KindTag label={child.kind_label} />
                </Link>
              </li>
            ))}
          </ul>
          {branch.child_count > SHOWN && (
            <p className={styles.rate}>
              <Link to={`/branches?at=${branch.id}`}>{t.moreChildren(branch.child_count)}</Link>
            </p>
          )}
        </>
      )}
    </Card>
  )
}
