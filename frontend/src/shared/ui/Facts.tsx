import type { ReactNode } from 'react'
import styles from './Facts.module.css'

interface Props {
  /** Label and value; what has no value is left out. */
  facts: readonly (readonly [label: string, value: ReactNode])[]
}

/** What is known of a record, as label and value. */
export function Facts({ facts }: Props) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
