import Select from 'antd/es/select'
import { api, unwrap } from '@/shared/api/client'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { FilterBar } from '@/shared/lists/FilterBar'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { manyOf, text, useUrlState } from '@/shared/lists/urlState'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useTopBranches } from './api'
import styles from './BranchPage.module.css'
import { BranchLink, BranchTree } from './BranchTree'
import { BRANCH_KINDS, type BranchKind } from './labels'
import { branchTexts } from './texts'

const KINDS = Object.keys(BRANCH_KINDS) as BranchKind[]
const filters = { q: text(), kind: manyOf(KINDS) }

export default function BranchTreePage() {
  const t = useText(branchTexts)
  const language = useLanguage()
  const [state, change] = useUrlState(filters)
  const searching = state.q !== '' || state.kind.length > 0
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <FilterBar
        search={state.q}
        onSearch={(q) => change({ q }, { replace: true })}
        placeholder={t.search}
        filters={
          <Select<BranchKind[]>
            mode="multiple"
            aria-label={t.kind}
            placeholder={t.allKinds}
            className={styles.kind}
            maxTagCount="responsive"
            value={state.kind}
            onChange={(kind) => change({ kind })}
            options={KINDS.map((kind) => ({ value: kind, label: BRANCH_KINDS[kind][language] }))}
          />
        }
        activeCount={state.kind.length > 0 ? 1 : 0}
        onClear={() => change({ kind: [] })}
      />
      <Card className={styles.listCard}>
        {searching ? <Matches q={state.q} kind={state.kind} /> : <WholeTree />}
      </Card>
    </>
  )
}

function WholeTree() {
  const t = useText(branchTexts)
  const top = useTopBranches()
  if (top.isPending) return <Loading />
  if (top.isError) return <LoadFailure error={top.error} onRetry={() => void top.refetch()} />
  if (top.data.length === 0) return <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
  return <BranchTree branches={top.data} open={1} label={t.title} />
}

function Matches({ q, kind }: { q: string; kind: BranchKind[] }) {
  const t = useText(branchTexts)
  const list = useCursorList({
    queryKey: ['branches', 'list', q, kind],
    fetchPage: (cursor) =>
      unwrap(
        api.GET('/api/v1/branches', { params: { query: { q: q || undefined, kind, cursor, limit: 50 } } }),
      ),
  })
  if (list.isPending) return <Loading />
  if (list.error) return <LoadFailure error={list.error} onRetry={list.retry} />
  if (list.items.length === 0) return <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
  return (
    <>
      <ul className={styles.matches} onKeyDown={onRowKeys} aria-busy={list.isRefreshing}>
        {list.items.map((branch) => (
          <li key={branch.id} className={styles.match}>
            <BranchLink branch={branch} showAbove />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  )
}
