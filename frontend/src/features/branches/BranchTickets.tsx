import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Lamp, type LampColour } from '@/shared/ui/Lamp'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import styles from './BranchPage.module.css'
import { branchTexts } from './texts'

const COLOURS: LampColour[] = ['red', 'yellow', 'green', 'grey']

/** Figures of the tickets that a branch and those below it lead; each leads to its list. */
export function BranchTickets({ branchId }: { branchId: string }) {
  const t = useText(branchTexts)
  const summary = useQuery({
    queryKey: ['tickets', 'summary', branchId],
    queryFn: () => unwrap(api.GET('/api/v1/tickets/summary', { params: { query: { within: branchId } } })),
  })
  const list = `/tickets?within=${branchId}`
  const figures = summary.data
  const phases = [
    ['register', t.register],
    ['track', t.track],
    ['close', t.close_],
  ] as const
  return (
    <Card title={t.tickets} aside={t.ticketsNote}>
      {summary.isPending && <Loading />}
      {summary.isError && (
        <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} compact />
      )}
      {figures?.total === 0 && <EmptyState title={t.noTickets} compact />}
      {figures && figures.total > 0 && (
        <>
          <ul className={styles.figures}>
            {phases.map(([phase, label]) => (
              <li key={phase}>
                <Link to={`${list}&phase=${phase}`}>
                  <b>{figures.phases[phase] ?? 0}</b>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
          <ul className={styles.lamps}>
            {COLOURS.filter((colour) => figures.lamps[colour] > 0).map((colour) => (
              <li key={colour}>
                <Link to={`${list}&lamp=${colour}`}>
                  <Lamp colour={colour} count={figures.lamps[colour]} />
                </Link>
              </li>
            ))}
          </ul>
          <p className={styles.rate}>
            {figures.on_time_rate !== null && (
              <span>
                {t.closed(figures.closed)}，{t.onTime(Math.round(figures.on_time_rate * 100))}
              </span>
            )}
            <Link to={list}>{t.toTickets}</Link>
          </p>
        </>
      )}
    </Card>
  )
}
