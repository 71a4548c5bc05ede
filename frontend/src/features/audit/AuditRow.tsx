import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import Button from 'antd/es/button'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import { exactMoment } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Facts } from '@/shared/ui/Facts'
import type { AuditEntry } from './AuditPage'
import styles from './audit.module.css'
import { ENTITIES, recordPage } from './labels'
import { auditTexts } from './texts'
import { actionInWords, changesInWords } from './words'

interface Props {
  entry: AuditEntry
  onNarrow: (part: { actor_id?: string; entity_kind?: string; entity_id?: string }) => void
}

/** One entry: who did what to which record; unfolded, what was before and after. */
export function AuditRow({ entry, onNarrow }: Props) {
  const t = useText(auditTexts)
  const language = useLanguage()
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <RightOutlined className={open ? styles.open : ''} />
        <time className={styles.time} dateTime={entry.at}>
          {exactMoment(entry.at)}
        </time>
        <span className={styles.actor}>{entry.actor_name}</span>
        <span className={styles.action}>
          {actionInWords(entry.action, language)}
          {!entry.succeeded && <b className={styles.failed}>! {t.failed}</b>}
        </span>
        <span className={styles.record}>
          <span className={styles.quiet}>{ENTITIES[entry.entity_kind]?.[language] ?? entry.entity_kind}</span>
          {entry.entity_name}
        </span>
      </button>
      {open && (
        <div id={id} className={styles.details}>
          <Changes entry={entry} />
          <Facts
            facts={[
              [t.address, entry.address],
              [t.request, entry.request_id],
              [t.code, entry.action],
            ]}
          />
          <Ways entry={entry} onNarrow={onNarrow} />
        </div>
      )}
    </li>
  )
}

function Changes({ entry }: { entry: AuditEntry }) {
  const t = useText(auditTexts)
  const changes = changesInWords(entry.changes, useLanguage())
  if (changes.length === 0) return <p className={styles.quiet}>{t.noChanges}</p>
  return (
    <table className={styles.changes}>
      <caption className="visually-hidden">{t.changes}</caption>
      <thead>
        <tr>
          <th scope="col">{t.field}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const PAGE_PERMISSIONS: Record<string, string> = {
  account: 'account:read',
  branch: 'branch:read',
  ticket: 'ticket:read',
  source_document: 'source_document:read',
}

function Ways({ entry, onNarrow }: Props) {
  const t = useText(auditTexts)
  const can = useCan()
  const page = recordPage(entry.entity_kind, entry.entity_id)
  const { actor_id, entity_id, entity_kind } = entry
  return (
    <p className={styles.ways}>
      {page && can(PAGE_PERMISSIONS[entity_kind]) && <Link to={page}>{t.open}</Link>}
      {entity_id && (
        <Button size="small" onClick={() => onNarrow({ entity_kind, entity_id })}>
          {t.sameRecord}
        </Button>
      )}
      {actor_id && (
        <Button size="small" onClick={() => onNarrow({ actor_id })}>
          {t.samePerson}
        </Button>
      )}
    </p>
  )
}
