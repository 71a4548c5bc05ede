import type { ReactNode } from 'react'
import { DateText } from './DateText'
import styles from './Timeline.module.css'

/** One thing that happened to a record. */
export interface TimelineEntry {
  id: string
  /** RFC 3339. */
  at: string
  /** The action in words: `签收`. */
  title: ReactNode
  /** Who, with unit. */
  actor?: ReactNode
  comment?: string | null
  /** Changes, files: shown under the comment. */
  details?: ReactNode
  /** `strong` for steps that moved the record, `refusal` for a step back. */
  tone?: 'strong' | 'refusal'
}

interface Props {
  entries: TimelineEntry[]
  /** Names the list for screen readers. */
  label: string
}

/** The history of a record, in the order given. */
export function Timeline({ entries, label }: Props) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={entry.tone ? styles[entry.tone] : undefined}>
          <div className={styles.head}>
            <span className={styles.title}>{entry.title}</span>
            <span className={styles.time}>
              <DateText at={entry.at} />
            </span>
          </div>
          {entry.actor && <div className={styles.actor}>{entry.actor}</div>}
          {entry.comment && <p className={styles.comment}>{entry.comment}</p>}
          {entry.details}
        </li>
      ))}
    </ol>
  )
}
