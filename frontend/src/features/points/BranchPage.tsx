import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { KINDS } from '@/shared/points/labels'
import { pointTexts } from '@/shared/points/texts'
import type { SchemeKind } from '@/shared/points/types'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useCan, useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading, NoPermission } from '@/shared/ui/states'
import { fetchBranch, keys } from './api'
import { PendingCard } from './branch/PendingCard'
import { branchTexts } from './branch/texts'
import type { BranchLine } from './types'

const EnterDialog = lazy(() => import('./branch/EnterDialog'))

const codecs = { branch: text(), year: yearCodec(), kind: oneOf(['member', 'youth'], 'member') }

/** 支部积分: "where do the members of this branch stand, what waits for a check?" */
export default function BranchPage() {
  const t = useText(branchTexts)
  const p = useText(pointTexts)
  const label = useLabel()
  const can = useCan()
  const me = useMe().data
  const [{ branch, year, kind }, change] = useUrlState(codecs)
  if (me && !can('point:keep') && !can('point:supervise')) return <NoPermission />
  // A branch officer's own branch is known; who supervises many chooses.
  const own = can('point:keep') ? me?.grants[0]?.branch.id : undefined
  const branchId = branch || own
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <div className={styles.filters}>
        {can('point:supervise') && (
          <div className={styles.branch}>
            <BranchSelect
              aria-label={t.branch}
              value={branchId ?? null}
              onChange={(id) => change({ branch: id ?? '' })}
            />
          </div>
        )}
        <YearChoice value={year} onChange={(next) => change({ year: next })} />
        <ChoiceTabs
          label={p.kind}
          choices={(['member', 'youth'] as const).map((key) => ({ key, label: label(KINDS[key]) }))}
          chosen={kind}
          onChoose={(next) => change({ kind: next })}
        />
      </div>
      {branchId ? (
        <Branch key={branchId} id={branchId} year={year} kind={kind} />
      ) : (
        me && <EmptyState title={t.choose}>{t.chooseText}</EmptyState>
      )}
    </>
  )
}

interface BranchProps {
  id: string
  year: number
  kind: SchemeKind
}

function Branch({ id, year, kind }: BranchProps) {
  const t = useText(branchTexts)
  const mayKeep = useCan()('point:keep')
  const [entering, setEntering] = useState(false)
  const list = useCursorList({
    queryKey: keys.branch(id, year, kind),
    fetchPage: (cursor) => fetchBranch(id, year, kind, cursor),
  })
  const scheme = list.firstPage?.scheme ?? null
  if (list.isPending) return <Loading />
  if (list.error) return <LoadFailure error={list.error} onRetry={list.retry} />
  if (list.items.length === 0) return <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
  return (
    <div className={styles.stack}>
      {!scheme && <p className={styles.notice}>{t.noScheme}</p>}
      <PendingCard branchId={id} mayCheck={mayKeep} />
      <Card
        title={t.members}
        aside={
          <>
            {t.total(list.items.length)}
            {scheme && ` · ${t.scheme(scheme.name)}`}
          </>
        }
      >
        {mayKeep && scheme && (
          <p className="no-print">
            <Button type="primary" onClick={() => setEntering(true)}>
              {t.enter}
            </Button>
          </p>
        )}
        <Members lines={list.items} year={year} kind={kind} />
        {list.hasMore && <LoadMore list={list} />}
      </Card>
      {entering && scheme && (
        <Suspense>
          <EnterDialog
            members={list.items}
            schemeId={scheme.id}
            kind={kind}
            onClose={() => setEntering(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function Members({ lines, year, kind }: { lines: BranchLine[]; year: number; kind: SchemeKind }) {
  const t = useText(branchTexts)
  const query = `?year=${year}${kind === 'youth' ? '&kind=youth' : ''}`
  return (
    <table className={styles.table} onKeyDown={onRowKeys}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col" className={styles.figure}>
            {t.score}
          </th>
          <th scope="col">{t.band}</th>
          <th scope="col">{t.marks}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ member, score, band_label, veto, exempt }) => (
          <tr key={member.id}>
            <th scope="row">
              <Link data-row to={`/points/members/${member.id}${query}`}>
                {member.name}
              </Link>
            </th>
            <td className={styles.figure}>{score}</td>
            <td>{band_label ?? '—'}</td>
            <td>{[veto && t.veto, exempt && t.exempt].filter(Boolean).join('、') || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
