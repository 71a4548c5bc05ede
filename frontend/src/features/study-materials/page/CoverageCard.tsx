import Button from 'antd/es/button'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { fetchCoverage, keys } from '../api'
import { materialTexts } from '../texts'
import type { Coverage, Material } from '../types'

interface Props {
  material: Material
  /** The branch looked into; empty: all that it is asked of. */
  branchId: string
  onBranch: (id: string) => void
}

/** How far it is studied: numbers for each organisation below; by name where names may be seen. */
export function CoverageCard({ material, branchId, onBranch }: Props) {
  const t = useText(materialTexts)
  const list = useCursorList({
    queryKey: keys.coverage(material.id, branchId),
    fetchPage: (cursor) => fetchCoverage(material.id, branchId || undefined, cursor),
  })
  const coverage = list.firstPage
  if (list.error) {
    return (
      <Card title={t.coverage}>
        <LoadFailure error={list.error} onRetry={list.retry} compact />
      </Card>
    )
  }
  if (!coverage) return <Loading />
  const { done, missing, exempt } = coverage
  return (
    <Card title={t.coverage} aside={coverage.branch?.name}>
      <p>
        <strong>{t.counts(done, missing, exempt)}</strong>
      </p>
      {branchId && (
        <p className="no-print">
          <Button onClick={() => onBranch('')}>{t.up}</Button>
        </p>
      )}
      <ByBranch coverage={coverage} onBranch={onBranch} />
      {coverage.missing_members ? (
        <>
          <h3>{t.missingNames}</h3>
          {list.items.length === 0 && <p>{t.noneMissing}</p>}
          <ul className={styles.rows}>
            {list.items.map(({ member, branch }) => (
              <li key={member.id} className={styles.head}>
                <Link to={`/members/${member.id}`}>{member.name}</Link>
                {branch && branch.id !== coverage.branch?.id && (
                  <span className={styles.quiet}>{branch.name}</span>
                )}
              </li>
            ))}
          </ul>
          {list.hasMore && <LoadMore list={list} />}
        </>
      ) : (
        <p className={styles.quiet}>{t.noNames}</p>
      )}
    </Card>
  )
}

function ByBranch({ coverage, onBranch }: { coverage: Coverage; onBranch: (id: string) => void }) {
  const t = useText(materialTexts)
  const { by_branch, branch: at } = coverage
  if (by_branch.length === 0 || (by_branch.length === 1 && by_branch[0]?.branch?.id === at?.id)) return null
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t.byBranch}</caption>
      <thead>
        <tr>
          <th scope="col">{t.organisation}</th>
          <th scope="col" className={styles.figure}>
            {t.missingHead}
          </th>
          <th scope="col" className={styles.figure}>
            {t.doneHead}
          </th>
          <th scope="col" className={styles.figure}>
            {t.exemptHead}
          </th>
        </tr>
      </thead>
      <tbody>
        {by_branch.map(({ branch, missing, done, exempt }) => (
          <tr key={branch?.id ?? 'here'}>
            <th scope="row">
              {branch && branch.id !== at?.id ? (
                <Button type="link" className={styles.into} onClick={() => onBranch(branch.id)}>
                  {branch.name}
                </Button>
              ) : (
                t.here
              )}
            </th>
            <td className={styles.figure}>{t.people(missing)}</td>
            <td className={styles.figure}>{t.people(done)}</td>
            <td className={styles.figure}>{t.people(exempt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
