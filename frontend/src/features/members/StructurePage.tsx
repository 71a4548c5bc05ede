import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { text, useUrlState } from '@/shared/lists/urlState'
import { StructureFigures } from '@/shared/members/StructureFigures'
import { useMe } from '@/shared/session/me'
import { PageHeader } from '@/shared/ui/PageHeader'
import { PrintButton } from '@/shared/ui/PrintButton'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { keys } from './api'
import styles from './members.module.css'

const texts = defineTexts(
  { title: '党员构成', unit: '党组织（含下级）', roster: '查看名册' },
  { title: 'Structure', unit: 'Branch and below', roster: 'Open the roster' },
)

const filters = { branch_id: text() }

/** 党员构成: "how are the members of this branch and all below it made up?" */
export default function StructurePage() {
  const t = useText(texts)
  const me = useMe()
  const [state, change] = useUrlState(filters)
  const branchId = state.branch_id || (me.data?.grants[0]?.branch.id ?? '')
  const structure = useQuery({
    queryKey: keys.structure(branchId),
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/branches/{branch_id}/structure', { params: { path: { branch_id: branchId } } }),
      ),
    enabled: branchId !== '',
    placeholderData: (previous) => previous,
  })
  return (
    <>
      <PageHeader title={t.title} aside={structure.data?.branch.name} actions={<PrintButton />} />
      <div className={`${styles.bar} no-print`}>
        <div className={styles.unit}>
          <BranchSelect
            aria-label={t.unit}
            value={branchId || undefined}
            onChange={(id) => change({ branch_id: id ?? '' })}
          />
        </div>
        <Link className={styles.link} to={`/members?branch_id=${branchId}`}>
          {t.roster}
        </Link>
      </div>
      {structure.isPending && <Loading />}
      {structure.isError && <LoadFailure error={structure.error} onRetry={() => void structure.refetch()} />}
      {structure.data && (
        <div aria-busy={structure.isPlaceholderData}>
          <StructureFigures structure={structure.data} />
        </div>
      )}
    </>
  )
}
