import { type ReactNode, useEffect } from 'react'
import styles from './page.module.css'

export const PLATFORM = '智慧组工·党建在线'

interface Props {
  title: string
  /** Names the browser's tab when the title would not. */
  tabTitle?: string
  /** Stands after the title: a total, a state, a lamp. */
  aside?: ReactNode
  /** One line under the title. */
  note?: ReactNode
  /** Buttons at the right. */
  actions?: ReactNode
}

/** The head of a page; also names the browser's tab. */
export function PageHeader({ title, tabTitle = title, aside, note, actions }: Props) {
  useDocumentTitle(tabTitle)
  return (
    <header className={styles.header}>
      <div>
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{title}</h1>
          {aside && <div className={styles.aside}>{aside}</div>}
        </div>
        {note && <p className={styles.note}>{note}</p>}
      </div>
      {actions && <div className={`${styles.actions} no-print`}>{actions}</div>}
    </header>
  )
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} - ${PLATFORM}`
  }, [title])
}
