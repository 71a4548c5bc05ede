import { Link } from 'react-router'
import { usePhone } from '@/shared/browser/usePhone'
import { useText } from '@/shared/i18n/texts'
import cards from '@/shared/lists/cards.module.css'
import { onRowKeys } from '@/shared/lists/rowKeys'
import table from '@/shared/lists/table.module.css'
import { StateMark } from '@/shared/study/StateMark'
import { studyTexts } from '@/shared/study/texts'
import type { StudyOutputInList, StudyRecordInList } from '@/shared/study/types'
import { DayText } from '@/shared/ui/DateText'
import styles from './list.module.css'
import { listTexts } from './texts'

/** A record or an outcome as both lists show it. */
export interface Row {
  id: string
  to: string
  title: string
  member: string
  branch: string | undefined
  kind: string
  day: string
  hours: string | null
  state: string
  stateLabel: string
}

export const recordRow = (record: StudyRecordInList): Row => ({
  id: record.id,
  to: `/study-records/${record.id}`,
  title: record.title,
  member: record.member.name,
  branch: record.branch?.name,
  kind: record.kind.label,
  day: record.occurred_on,
  hours: String(record.hours),
  state: record.state,
  stateLabel: record.state_label,
})

export const outputRow = (output: StudyOutputInList): Row => ({
  id: output.id,
  to: `/study-outputs/${output.id}`,
  title: output.title,
  member: output.member.name,
  branch: output.branch?.name,
  kind: output.kind_label,
  day: output.occurred_on,
  hours: null,
  state: output.state,
  stateLabel: output.state_label,
})

/** Records or outcomes: a table, on a phone cards; the row is the link to where it is confirmed. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return usePhone() ? <Cards rows={rows} /> : <Table rows={rows} />
}

function Table({ rows }: { rows: readonly Row[] }) {
  const t = useText(listTexts)
  const words = useText(studyTexts)
  return (
    <table className={`${table.table} ${styles.table}`} onKeyDown={onRowKeys}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.member}</th>
          <th scope="col">{t.kind}</th>
          <th scope="col">{t.day}</th>
          <th scope="col">{t.hours}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link data-row className={table.title} to={row.to}>
                {row.title}
              </Link>
            </td>
            <td>
              {row.member}
              <span className={styles.quiet}>{row.branch}</span>
            </td>
            <td>{row.kind}</td>
            <td>
              <DayText date={row.day} />
            </td>
            <td>{row.hours === null ? '—' : words.hours(row.hours)}</td>
            <td>
              <StateMark state={row.state} label={row.stateLabel} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ rows }: { rows: readonly Row[] }) {
  const words = useText(studyTexts)
  return (
    <ul className={cards.cards} onKeyDown={onRowKeys}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link data-row className={cards.card} to={row.to}>
            <span className={cards.head}>
              <span className={cards.title}>{row.title}</span>
              <StateMark state={row.state} label={row.stateLabel} />
            </span>
            <span>{row.member}</span>
            <span className={cards.quiet}>
              {row.kind} · <DayText date={row.day} />
              {row.hours !== null && ` · ${words.hours(row.hours)}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
