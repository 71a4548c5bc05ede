import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { useMemberPoints } from '@/shared/points/api'
import { Course } from '@/shared/points/Course'
import { Ledger } from '@/shared/points/Ledger'
import { KINDS } from '@/shared/points/labels'
import { Marks } from '@/shared/points/Marks'
import { Standing } from '@/shared/points/Standing'
import { pointTexts } from '@/shared/points/texts'
import type { MemberPoints, PointEntry, PointFlag } from '@/shared/points/types'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useCan, useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { liftFlag, reverseEntry } from './api'
import { memberTexts } from './branch/memberTexts'

const FlagDialog = lazy(() => import('./branch/FlagDialog'))
const ReasonDialog = lazy(() => import('./ReasonDialog'))
const UseDialog = lazy(() => import('./branch/UseDialog'))

const codecs = { year: yearCodec(), kind: oneOf(['member', 'youth'], 'member') }

/** A member's ledger for the branch's officers: "is each entry right, what stands over the year?" */
export default function MemberPage() {
  const { id = '' } = useParams()
  const t = useText(memberTexts)
  const p = useText(pointTexts)
  const label = useLabel()
  const [{ year, kind }, change] = useUrlState(codecs)
  const points = useMemberPoints(id, year, kind)
  return (
    <>
      <PageHeader
        title={points.data?.member.name ?? t.title}
        aside={points.data?.branch?.name}
        actions={<Steps points={points.data} />}
      />
      <div className={styles.filters}>
        <YearChoice value={year} onChange={(next) => change({ year: next })} />
        <ChoiceTabs
          label={p.kind}
          choices={(['member', 'youth'] as const).map((key) => ({ key, label: label(KINDS[key]) }))}
          chosen={kind}
          onChoose={(next) => change({ kind: next })}
        />
      </div>
      {points.isPending && <Loading />}
      {points.isError && <LoadFailure error={points.error} onRetry={() => void points.refetch()} />}
      {points.data && <Year points={points.data} />}
    </>
  )
}

/** Nobody deals with their own points. */
function useMayKeep(points: MemberPoints | undefined): boolean {
  const can = useCan()
  const me = useMe().data
  return can('point:keep') && points !== undefined && me?.member_id !== points.member.id
}

function Steps({ points }: { points: MemberPoints | undefined }) {
  const t = useText(memberTexts)
  const mayKeep = useMayKeep(points)
  const [open, setOpen] = useState<'flag' | 'use' | null>(null)
  if (points === undefined) return null
  return (
    <>
      <LinkButton to={`/members/${points.member.id}`}>{t.record}</LinkButton>
      {points.frozen_at && <Button onClick={() => setOpen('use')}>{t.use}</Button>}
      {mayKeep && points.scheme && !points.frozen_at && (
        <Button onClick={() => setOpen('flag')}>{t.flag}</Button>
      )}
      <Suspense>
        {open === 'flag' && <FlagDialog points={points} onClose={() => setOpen(null)} />}
        {open === 'use' && <UseDialog points={points} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}

function Year({ points }: { points: MemberPoints }) {
  const t = useText(memberTexts)
  const mayKeep = useMayKeep(points)
  const [entry, setEntry] = useState<PointEntry | null>(null)
  const [flag, setFlag] = useState<PointFlag | null>(null)
  return (
    <div className={styles.stack}>
      <Standing points={points} />
      <Marks
        points={points}
        action={(one) =>
          mayKeep && !points.frozen_at && <Button onClick={() => setFlag(one)}>{t.lift}</Button>
        }
      />
      <Course points={points} />
      <Ledger
        entries={points.entries}
        action={(one) =>
          mayKeep &&
          one.state === 'effective' &&
          one.reverses === null && <Button onClick={() => setEntry(one)}>{t.reverse}</Button>
        }
      />
      <Suspense>
        {entry && (
          <ReasonDialog
            title={t.reverseTitle}
            note={<p>{t.reverseNote(entry.title, entry.points)}</p>}
            help={t.reverseHelp}
            ok={t.reverse}
            done={t.reversed}
            send={(reason, key) => reverseEntry(entry.id, reason, key)}
            onClose={() => setEntry(null)}
          />
        )}
        {flag && (
          <ReasonDialog
            title={t.liftTitle}
            note={<p>{t.liftNote(flag.flag_label)}</p>}
            ok={t.lift}
            done={t.lifted}
            send={(reason, key) => liftFlag(flag, reason, key)}
            onClose={() => setFlag(null)}
          />
        )}
      </Suspense>
    </div>
  )
}
