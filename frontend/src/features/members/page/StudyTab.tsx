import { useState } from 'react'
import { thisYear } from '@/shared/points/year'
import { useMemberStudyYear } from '@/shared/study/api'
import { Requirement } from '@/shared/study/Requirement'
import { YearOfStudy } from '@/shared/study/YearOfStudy'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LoadFailure, Loading } from '@/shared/ui/states'

/** 组织生活与学习: what is asked of the member, then the year of study by kind. */
export default function StudyTab({ memberId }: { memberId: string }) {
  const [year, setYear] = useState(thisYear)
  const study = useMemberStudyYear(memberId, year)
  if (study.isPending) return <Loading />
  if (study.isError) return <LoadFailure error={study.error} onRetry={() => void study.refetch()} />
  return (
    <div className={styles.stack}>
      <Requirement requirement={study.data.requirement} />
      <Card>
        <YearOfStudy study={study.data} onYear={setYear} latest={thisYear()} />
      </Card>
    </div>
  )
}
