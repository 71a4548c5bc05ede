import { lazy, Suspense, useState } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useText } from '@/shared/i18n/texts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { text, useUrlState } from '@/shared/lists/urlState'
import { YearChoice } from '@/shared/points/YearChoice'
import { thisYear, yearCodec } from '@/shared/points/year'
import { useCan, useMe } from '@/shared/session/me'
import { hoursText } from '@/shared/study/hours'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { fetchBranchStudy, keys } from './api'
import { CountsCard, HoursCard } from './branch/CountsCard'
import { ExemptionsCard } from './branch/ExemptionsCard'
import { MissingCard } from './branch/MissingCard'
import { branchTexts } from './branch/texts'
import type { BranchStudy, MemberMissing } from './types'

const ExemptDialog = lazy(() => import('./branch/ExemptDialog'))

const codecs = { branch: text(), year: yearCodec(), item: text() }

/** 支部学习: "who misses what?" By name for the branch and its committee; numbers for everybody else. */
export default function BranchPage() {
  const t = useText(branchTexts)
  const can = useCan()
  const me = useMe().data
  const [{ branch, year, item }, change] = useUrlState(codecs)
  const branchId = branch || me?.grants[0]?.branch.id
  const named = can('study:keep') || can('study:supervise')
  const chooses = !can('study:keep') || (me?.grants.length ?? 0) > 1
  return (
    <>
      <PageHeader
        title={t.title}
        note={named ? t.note : t.noteCounts}
        actions={
          can('study:keep') && (
            <LinkButton type="primary" to="/study-sessions/new">
              {t.plan}
            </LinkButton>
          )
        }
      />
      <div className={styles.filters}>
        {chooses && (
          <div className={styles.branch}>
            <BranchSelect
              aria-label={t.branch}
              value={branchId ?? null}
              onChange={(id) => change({ branch: id ?? '' })}
            />
          </div>
        )}
        <YearChoice value={year} onChange={(next) => change({ year: next })} />
      </div>
      {branchId ? (
        <Branch
          key={branchId}
          id={branchId}
          year={year}
          item={item}
          onItem={(code) => change({ item: code }, { replace: true })}
        />
      ) : (
        me && <EmptyState title={t.choose}>{t.chooseText}</EmptyState>
      )}
    </>
  )
}

interface BranchProps {
  id: string
  year: number
  item: string
  onItem: (code: string) => void
}

function Branch({ id, year, item, onItem }: BranchProps) {
  const t = useText(branchTexts)
  const can = useCan()
  const [exempting, setExempting] = useState<MemberMissing['member'] | 'somebody' | null>(null)
  const list = useCursorList({
    queryKey: keys.branch(id, year),
    fetchPage: (cursor) => fetchBranchStudy(id, year, cursor),
  })
  const study = list.firstPage
  if (list.error) return <LoadFailure error={list.error} onRetry={list.retry} />
  if (!study) return <Loading />
  const named = study.members !== null
  const keeps = named && can('study:keep') && year === thisYear()
  if (named && list.items.length === 0) return <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
  return (
    <div className={styles.stack}>
      {named && (
        <MissingCard
          people={list.items}
          branchId={id}
          chosen={item}
          onChoose={onItem}
          complete={!list.hasMore}
          onExempt={keeps ? setExempting : undefined}
        />
      )}
      {named && list.hasMore && <LoadMore list={list} />}
      {!named && <CountsCard counts={study.requirement} />}
      {!named && study.requirement.reckoned_at && <HoursCard counts={study.requirement} />}
      <KindsCard study={study} />
      {named && <ExemptionsCard branchId={id} onGrant={keeps ? () => setExempting('somebody') : undefined} />}
      {exempting && (
        <Suspense>
          <ExemptDialog
            member={exempting === 'somebody' ? undefined : exempting}
            onClose={() => setExempting(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** What has been studied, by kind, without names. */
function KindsCard({ study }: { study: BranchStudy }) {
  const t = useText(branchTexts)
  return (
    <Card title={t.byKind}>
      {study.by_kind.length === 0 && <p>{t.noStudy}</p>}
      <Facts
        facts={study.by_kind.map(({ kind, hours, records, members }) => [
          kind.label,
          t.kindLine(hoursText(hours), records, members),
        ])}
      />
    </Card>
  )
}
