import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { useOwnPoints } from '@/shared/points/api'
import { Course } from '@/shared/points/Course'
import { Ledger } from '@/shared/points/Ledger'
import { KINDS } from '@/shared/points/labels'
import { Marks } from '@/shared/points/Marks'
import { Standing } from '@/shared/points/Standing'
import { pointTexts } from '@/shared/points/texts'
import type { MemberPoints, PointEntry } from '@/shared/points/types'
import { YearChoice } from '@/shared/points/YearChoice'
import { thisYear, yearCodec } from '@/shared/points/year'
import { useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { fetchObjections, keys, raiseObjection } from './api'
import { OwnObjections } from './mine/OwnObjections'
import { mineTexts } from './mine/texts'

const ReasonDialog = lazy(() => import('./ReasonDialog'))

const codecs = { year: yearCodec(), kind: oneOf(['member', 'youth'], 'member') }
const OPEN = new Set(['raised', 'appealed'])

/** 我的积分: "what is my score made of, and is each entry right?" */
export default function MinePage() {
  const t = useText(mineTexts)
  const [{ year, kind }, change] = useUrlState(codecs)
  const me = useMe().data
  const nobody = me !== undefined && me.member_id === null
  const points = useOwnPoints(year, kind, me !== undefined && !nobody)
  return (
    <>
      <PageHeader
        title={t.title}
        aside={points.data && `${points.data.member.name} · ${points.data.branch?.name ?? ''}`}
        note={t.note}
        actions={!nobody && <YearChoice value={year} onChange={(next) => change({ year: next })} />}
      />
      {nobody && <EmptyState title={t.notTied}>{t.notTiedText}</EmptyState>}
      {!nobody && points.isPending && <Loading />}
      {points.isError && <LoadFailure error={points.error} onRetry={() => void points.refetch()} />}
      {!nobody && <Kinds year={year} chosen={kind} onChoose={(next) => change({ kind: next })} />}
      {points.data && <Year points={points.data} />}
    </>
  )
}

interface KindsProps {
  year: number
  chosen: MemberPoints['kind']
  onChoose: (kind: MemberPoints['kind']) => void
}

/** The youth scheme as a second tab, where there is one. */
function Kinds({ year, chosen, onChoose }: KindsProps) {
  const label = useLabel()
  const t = useText(pointTexts)
  const youth = useOwnPoints(year, 'youth')
  if (!youth.data?.scheme && chosen === 'member') return null
  const choices = (['member', 'youth'] as const).map((key) => ({ key, label: label(KINDS[key]) }))
  return (
    <div className={styles.tabs}>
      <ChoiceTabs label={t.kind} choices={choices} chosen={chosen} onChoose={onChoose} />
    </div>
  )
}

function Year({ points }: { points: MemberPoints }) {
  const t = useText(mineTexts)
  const [doubted, setDoubted] = useState<PointEntry | 'missing' | null>(null)
  const query = { member_id: points.member.id, limit: 100 }
  const objections = useQuery({
    queryKey: keys.objections(query),
    queryFn: async () => (await fetchObjections(query)).items,
  })
  const own = (objections.data ?? []).filter(({ year, kind }) => year === points.year && kind === points.kind)
  const waiting = new Set(own.filter(({ state }) => OPEN.has(state)).map(({ entry_id }) => entry_id))
  const end = (entry: PointEntry) => {
    if (waiting.has(entry.id)) return <span className={styles.quiet}>{t.open}</span>
    if (entry.state === 'pending' || entry.state === 'refused') return null
    return <Button onClick={() => setDoubted(entry)}>{t.object}</Button>
  }
  return (
    <div className={styles.stack}>
      <Standing points={points} />
      <Marks points={points} />
      <OwnObjections objections={own} entries={points.entries} />
      <Course points={points} />
      <Ledger
        entries={points.entries}
        action={end}
        aside={
          points.kind === 'member' &&
          points.year === thisYear() && <Button onClick={() => setDoubted('missing')}>{t.missing}</Button>
        }
      />
      {doubted && (
        <Suspense>
          <DoubtDialog doubted={doubted} year={points.year} onClose={() => setDoubted(null)} />
        </Suspense>
      )}
    </div>
  )
}

interface DoubtProps {
  doubted: PointEntry | 'missing'
  year: number
  onClose: () => void
}

function DoubtDialog({ doubted, year, onClose }: DoubtProps) {
  const t = useText(mineTexts)
  const missing = doubted === 'missing'
  return (
    <ReasonDialog
      title={missing ? t.missingTitle : t.objectTitle}
      note={<p>{missing ? t.missingNote : t.objectNote(doubted.title, String(doubted.points))}</p>}
      label={missing ? t.missingLabel : t.objectLabel}
      help={missing ? t.missingHelp : t.objectHelp}
      ok={t.send}
      done={t.sent}
      send={(reason, key) => raiseObjection({ reason, year, entry_id: missing ? null : doubted.id }, key)}
      onClose={onClose}
    />
  )
}
