import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useStructure } from './api'
import styles from './BranchPage.module.css'
import { branchTexts } from './texts'

/** How many people a branch has, by stage; each number leads to the roster. */
export function PeopleCard({ branchId }: { branchId: string }) {
  const t = useText(branchTexts)
  const structure = useStructure(branchId, true)
  const roster = `/members?branch_id=${branchId}`
  const stages = structure.data?.stages ?? []
  const nobody = structure.data !== undefined && stages.every(({ count }) => count === 0)
  return (
    <Card
      title={t.people}
      aside={structure.data ? t.peopleCount(structure.data.party_members) : t.peopleNote}
    >
      {structure.isPending && <Loading />}
      {structure.isError && (
        <LoadFailure error={structure.error} onRetry={() => void structure.refetch()} compact />
      )}
      {nobody && <EmptyState title={t.noPeople} compact />}
      {structure.data && !nobody && (
        <>
          <ul className={styles.figures}>
            {stages.map(({ key, label, count }) => (
              <li key={key}>
                <Link to={`${roster}&stage=${key}`}>
                  <b>{count}</b>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
          <p className={styles.rate}>
            <Link to={`/members/structure?branch_id=${branchId}`}>{t.toStructure}</Link>
            <Link to={roster}>{t.toRoster}</Link>
          </p>
        </>
      )}
    </Card>
  )
}
