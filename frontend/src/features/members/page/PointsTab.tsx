import { useText } from '@/shared/i18n/texts'
import { useMemberPoints } from '@/shared/points/api'
import { Course } from '@/shared/points/Course'
import { Ledger } from '@/shared/points/Ledger'
import { Marks } from '@/shared/points/Marks'
import { Standing } from '@/shared/points/Standing'
import { thisYear } from '@/shared/points/year'
import { LinkButton } from '@/shared/ui/LinkButton'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { pageTexts } from './texts'

/** The member's points of this year; steps are taken on the page of the points. */
export default function PointsTab({ memberId }: { memberId: string }) {
  const t = useText(pageTexts)
  const points = useMemberPoints(memberId, thisYear(), 'member')
  if (points.isPending) return <Loading />
  if (points.isError) return <LoadFailure error={points.error} onRetry={() => void points.refetch()} />
  return (
    <>
      <p className="no-print">
        <LinkButton to={`/points/members/${memberId}`}>{t.openPoints}</LinkButton>
      </p>
      <Standing points={points.data} />
      <Marks points={points.data} />
      <Course points={points.data} />
      <Ledger entries={points.data.entries} />
    </>
  )
}
