import { useState } from 'react'
import { thisYear } from '@/shared/points/year'
import { useMemberStudyYear } from '@/shared/study/api'
import { YearOfStudy } from '@/shared/study/YearOfStudy'
import { Card } from '@/shared/ui/Card'
import { LoadFailure, Loading } from '@/shared/ui/states'

/** 组织生活与学习: the member's year of study by kind. */
export default function StudyTab({ memberId }: { memberId: string }) {
  const [year, setYear] = useState(thisYear)
  const study = useMemberStudyYear(memberId, year)
  if (study.isPending) return <Loading />
  if (study.isError) return <LoadFailure error={study.error} onRetry={() => void study.refetch()} />
  return (
    <Card>
      <YearOfStudy study={study.data} onYear={setYear} latest={thisYear()} />
    </Card>
  )
}
