import type { ReactNode } from 'react'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { EmptyState } from '@/shared/ui/states'
import { Evidence } from './Evidence'
import { PERIODS } from './labels'
import styles from './points.module.css'
import { latestFirst } from './sum'
import { pointTexts } from './texts'
import type { PointEntry } from './types'

interface Props {
  /** In the order in which they were posted; shown from the latest fact to the earliest. */
  entries: readonly PointEntry[]
  /** Stands at the end of a row: an objection, a reversal. */
  action?: (entry: PointEntry) => ReactNode
  aside?: ReactNode
}

/** The rows of a year: what for, under which rule, who entered and checked it, when. */
export function Ledger({ entries, action, aside }: Props) {
  const t = useText(pointTexts)
  return (
    <Card title={t.ledger} aside={aside ?? (entries.length > 0 && t.ledgerCount(entries.length))}>
      {entries.length === 0 ? (
        <EmptyState title={t.ledgerEmpty} compact>
          {t.ledgerEmptyText}
        </EmptyState>
      ) : (
        <ul className={styles.ledger}>
          {latestFirst(entries).map((entry) => (
            <li key={entry.id} className={styles.row}>
              <EntryFacts entry={entry} />
              <div className={styles.end}>{action?.(entry)}</div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const signed = (points: number) => (points < 0 ? `−${-points}` : `+${points}`)

/** One entry with everything that explains it. */
export function EntryFacts({ entry }: { entry: PointEntry }) {
  const t = useText(pointTexts)
  const muted = entry.state === 'refused' || entry.state === 'reversed'
  return (
    <>
      <div className={styles.day}>
        <DayText date={entry.occurred_on} />
        <span className={styles.quiet}>{entry.head_label}</span>
      </div>
      <div className={styles.what}>
        <p className={styles.title}>
          {entry.title}
          {entry.reverses && <span className={styles.mark}>{t.reversal}</span>}
        </p>
        {entry.evidence && (
          <p>
            {t.evidence}：{entry.evidence}
          </p>
        )}
        <Explanation entry={entry} />
        <p className={styles.quiet}>
          {[entry.rule_code, entry.rule_version && t.version(entry.rule_version), entry.basis]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Hands entry={entry} />
        {entry.files > 0 && <Evidence entryId={entry.id} count={entry.files} />}
      </div>
      <div className={`${styles.points} ${muted ? styles.muted : ''}`}>
        <strong>{signed(entry.points)}</strong>
        <span className={styles.state}>{entry.state_label}</span>
      </div>
    </>
  )
}

/** Why it is less than the rule gives, why it was taken back or refused. */
function Explanation({ entry }: { entry: PointEntry }) {
  const t = useText(pointTexts)
  const label = useLabel()
  const { asked, points, cap, cap_period } = entry
  if (entry.reason !== null) {
    return <p>{entry.state === 'refused' ? t.refusedWhy(entry.reason) : t.reversalWhy(entry.reason)}</p>
  }
  if (Math.abs(points) >= Math.abs(asked) || cap === null || cap_period === null) return null
  return <p>{t.capped(Math.abs(asked), Math.abs(points), cap, label(PERIODS[cap_period]))}</p>
}

/** Who entered, who checked, since when it counts. */
function Hands({ entry }: { entry: PointEntry }) {
  const t = useText(pointTexts)
  const parts: [string, ReactNode][] = [
    [t.source, entry.source.label],
    [t.entered, entry.entered_by],
    [t.confirmed, entry.state === 'pending' ? t.waiting : entry.confirmed_by],
    [t.effective, entry.effective_on && <DayText date={entry.effective_on} />],
  ]
  return (
    <p className={styles.hands}>
      {parts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <span key={name}>
            {name} {value}
          </span>
        ))}
    </p>
  )
}
