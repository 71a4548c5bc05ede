import { useText } from '@/shared/i18n/texts'
import styles from './DocumentProgress.module.css'
import { documentTexts } from './texts'
import type { SourceDocumentSummary } from './types'

/** How far a document is carried out: the mean progress of its tickets, as bar and words. */
export function DocumentProgress({ document }: { document: SourceDocumentSummary }) {
  const t = useText(documentTexts)
  const { ticket_count, closed_count, progress_percent, title } = document
  if (progress_percent === null || ticket_count === 0) {
    return <span className={styles.none}>{t.noTickets}</span>
  }
  return (
    <span className={styles.progress}>
      <progress className={styles.bar} aria-label={t.progressOf(title)} max={100} value={progress_percent} />
      <span className={styles.words}>
        <b>{t.overall(progress_percent)}</b>
        <span>{t.ticketCount(ticket_count)}</span>
        <span>{t.closedCount(closed_count)}</span>
      </span>
    </span>
  )
}
