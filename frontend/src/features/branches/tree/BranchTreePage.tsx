import Select from 'antd/es/select'
import { usePhone } from '@/shared/browser/usePhone'
import { keysOf, useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { FilterBar } from '@/shared/lists/FilterBar'
import { manyOf, text, useUrlState } from '@/shared/lists/urlState'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useTopBranches } from '../api'
import { BRANCH_KINDS, type BranchKind } from '../labels'
import { branchTexts } from '../texts'
import { BranchDrillDown } from './BranchDrillDown'
import { BranchTree } from './BranchTree'
import { Matches } from './Matches'
import styles from './tree.module.css'

const filters = { q: text(), kind: manyOf(keysOf(BRANCH_KINDS)), at: text() }

export default function BranchTreePage() {
  const t = useText(branchTexts)
  const [state, change] = useUrlState(filters)
  const searching = state.q !== '' || state.kind.length > 0
  return (
    <>
      <PageHeader
        title={t.title}
        note={t.note}
        actions={<LinkButton to="/branches/warnings">{t.toWarnings}</LinkButton>}
      />
      <FilterBar
        search={state.q}
        onSearch={(q) => change({ q, at: '' }, { replace: true })}
        placeholder={t.search}
        filters={
          <Select<BranchKind[]>
            mode="multiple"
            aria-label={t.kind}
            placeholder={t.allKinds}
            className={styles.kind}
            maxTagCount="responsive"
            value={state.kind}
            onChange={(kind) => change({ kind, at: '' })}
            options={useOptions(BRANCH_KINDS)}
          />
        }
        activeCount={state.kind.length > 0 ? 1 : 0}
        onClear={() => change({ kind: [] })}
      />
      <Card className={styles.listCard}>
        {searching ? <Matches q={state.q} kind={state.kind} /> : <WholeTree at={state.at} />}
      </Card>
    </>
  )
}

function WholeTree({ at }: { at: string }) {
  const t = useText(branchTexts)
  const phone = usePhone()
  const top = useTopBranches()
  if (top.isPending) return <Loading />
  if (top.isError) return <LoadFailure error={top.error} onRetry={() => void top.refetch()} />
  if (top.data.length === 0) return <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
  const Tree = phone ? BranchDrillDown : BranchTree
  return <Tree top={top.data} label={t.title} at={at} />
}
