import type { ReactNode } from 'react'
import styles from './page.module.css'

interface Props {
  title?: string
  aside?: ReactNode
  children: ReactNode
  className?: string
}

/** A white section of a page, with a heading of its own. */
export function Card({ title, aside, children, className = '' }: Props) {
  return (
    <section className={`${styles.card} ${className}`} aria-label={title}>
      {title && (
        <h2 className={styles.cardTitle}>
          {title}
          {aside && <span className={styles.aside}>{aside}</span>}
        </h2>
      )}
      {children}
    </section>
  )
}
