import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import type { Ticket } from '../types'
import styles from './page.module.css'
import { pageTexts } from './texts'

/** What is required, with its words where they stand in the source document; then what came of it. */
export function Requirement({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  return (
    <Card title={t.requirement}>
      <p className={styles.prose}>{ticket.requirement}</p>
      {ticket.excerpt && <Excerpt excerpt={ticket.excerpt} />}
    </Card>
  )
}

function Excerpt({ excerpt }: { excerpt: NonNullable<Ticket['excerpt']> }) {
  const t = useText(pageTexts)
  const mayOpen = useCan()('source_document:read')
  return (
    <figure className={styles.excerpt}>
      <figcaption>{t.inDocument}</figcaption>
      <blockquote>
        {excerpt.before && `…${excerpt.before}`}
        <mark>{excerpt.text}</mark>
        {excerpt.after && `${excerpt.after}…`}
      </blockquote>
      {mayOpen && (
        <Link to={`/source-documents/${excerpt.document_id}?node=${excerpt.node_id}`} className={styles.link}>
          {t.openDocument(excerpt.document_title)}
        </Link>
      )}
    </figure>
  )
}

/** The outcome that the lead branch handed in, and the conclusion of whoever closed. */
export function Outcome({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  if (!ticket.outcome && !ticket.conclusion) return null
  return (
    <Card title={t.outcome}>
      {ticket.outcome && <p className={styles.prose}>{ticket.outcome}</p>}
      {ticket.conclusion && (
        <>
          <h3 className={styles.subtitle}>{t.conclusion}</h3>
          <p className={styles.prose}>{ticket.conclusion}</p>
        </>
      )}
      {ticket.closed_by && <p className={styles.quiet}>{t.closedBy(ticket.closed_by.name)}</p>}
    </Card>
  )
}
