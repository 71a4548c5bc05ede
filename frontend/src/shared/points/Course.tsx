import { lazy, Suspense } from 'react'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import styles from './points.module.css'
import { scoreCourse } from './sum'
import { pointTexts } from './texts'
import type { MemberPoints } from './types'

const ScoreChart = lazy(() => import('./ScoreChart'))

/** The score over the year; the ledger below holds the same figures row by row. */
export function Course({ points }: { points: MemberPoints }) {
  const t = useText(pointTexts)
  const course = scoreCourse(points)
  if (course.length < 2) return null
  return (
    <Card title={t.course}>
      <p className={styles.note}>{t.courseNote(points.base, course.at(-1)?.score ?? points.base)}</p>
      <Suspense fallback={<div className={styles.chart} />}>
        <ScoreChart course={course} year={points.year} />
      </Suspense>
    </Card>
  )
}
