import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { keysOf, useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Lamp } from '@/shared/ui/Lamp'
import { PHASES } from '../labels'
import type { TicketCounts } from '../types'
import { percentText } from './rate'
import styles from './statistics.module.css'
import { statisticsTexts } from './texts'

/** The figures of the whole: phases, lamps of what is under way, the share closed in time. */
export function Tiles({ counts }: { counts: TicketCounts }) {
  const t = useText(statisticsTexts)
  const label = useLabel()
  const { search } = useLocation()
  const narrowed = (name: string, value: string) => {
    const params = new URLSearchParams(search)
    params.set(name, value)
    return `/tickets?${params}`
  }
  return (
    <div className={styles.tiles}>
      <section className={styles.tile} aria-label={t.phases}>
        <h2>{t.phases}</h2>
        <dl>
          <Figure name={t.total} value={counts.total} to={`/tickets${search}`} />
          {keysOf(PHASES).map((phase) => (
            <Figure
              key={phase}
              name={label(PHASES[phase])}
              value={counts.phases[phase] ?? 0}
              to={narrowed('phase', phase)}
            />
          ))}
        </dl>
      </section>
      <section className={styles.tile} aria-label={t.lamps}>
        <h2>{t.lamps}</h2>
        <dl>
          {(['red', 'yellow', 'green'] as const).map((lamp) => (
            <Figure
              key={lamp}
              name={<Lamp colour={lamp} />}
              value={counts.lamps[lamp]}
              to={narrowed('lamp', lamp)}
            />
          ))}
        </dl>
      </section>
      <section className={styles.tile} aria-label={t.onTime}>
        <h2>{t.onTime}</h2>
        <p className={styles.rate}>{percentText(counts.on_time_rate)}</p>
        <p className={styles.quiet}>
          {counts.closed > 0 ? t.onTimeDetail(counts.closed_in_time, counts.closed) : t.nothingClosed}
        </p>
      </section>
    </div>
  )
}

function Figure({ name, value, to }: { name: ReactNode; value: number; to: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Link to={to}>{value}</Link>
      </dd>
    </div>
  )
}
