import { lazy, Suspense } from 'react'
import { cityDate } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useTicketProgress } from '../api'
import type { ProgressPoint, Ticket } from '../types'
import styles from './ProgressCard.module.css'
import { standing } from './progress'
import { pageTexts } from './texts'

const ProgressChart = lazy(() => import('./ProgressChart'))

/** Planned against actual: one sentence, the chart, and the same figures as a table. */
export function ProgressCard({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const progress = useTicketProgress(ticket.id)
  const points = progress.data ?? []
  return (
    <Card title={t.progress}>
      {progress.isPending && <Loading />}
      {progress.isError && (
        <LoadFailure error={progress.error} onRetry={() => void progress.refetch()} compact />
      )}
      {progress.data && points.length === 0 && <EmptyState title={t.noProgress} compact />}
      {points.length > 0 && ticket.due_on && (
        <>
          <Summary points={points} />
          <Suspense fallback={<div className={styles.chart} />}>
            <ProgressChart points={points} due={ticket.due_on} today={cityDate(new Date())} />
          </Suspense>
          <Figures points={points} />
        </>
      )}
      {ticket.milestones.length > 0 && (
        <ul className={styles.milestones} aria-label={t.milestones}>
          {ticket.milestones.map((point) => (
            <li key={point.due_on}>
              <DayText date={point.due_on} /> {point.title} · {t.percentBy(point.percent)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Summary({ points }: { points: ProgressPoint[] }) {
  const t = useText(pageTexts)
  const now = standing(points)
  if (now === null) return null
  const gap = now.lead < 0 ? t.behind(-now.lead) : now.lead > 0 ? t.ahead(now.lead) : t.onPlan
  return (
    <p>
      {t.chartSummary(now.planned, now.actual)} {gap}
    </p>
  )
}

function Figures({ points }: { points: ProgressPoint[] }) {
  const t = useText(pageTexts)
  return (
    <details className={styles.figures}>
      <summary>{t.chartTable}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            <th scope="col">{t.planned}</th>
            <th scope="col">{t.actual}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ on, planned, actual }) => (
            <tr key={on}>
              <th scope="row">
                <DayText date={on} />
              </th>
              <td>{Math.round(planned)}%</td>
              <td>{actual === null ? '–' : `${actual}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
