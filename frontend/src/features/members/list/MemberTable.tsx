import { Link } from 'react-router'
import { cityDate } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { SortHead } from '@/shared/lists/SortHead'
import table from '@/shared/lists/table.module.css'
import { fullYears } from '../age'
import type { MemberFilters } from '../filters'
import { StateBadge } from '../StateBadge'
import type { MemberSummary } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  members: MemberSummary[]
  sort: MemberFilters['sort']
  onSort: (sort: MemberFilters['sort']) => void
}

/** The roster as a table; the whole row is the link to the file. */
export function MemberTable({ members, sort, onSort }: Props) {
  const t = useText(listTexts)
  const today = cityDate(new Date())
  const said = useRecordDay()
  return (
    <table className={`${table.table} ${styles.table}`} onKeyDown={onRowKeys}>
      <thead>
        <tr>
          <SortHead label={t.name} field="name" sort={sort} onSort={onSort} />
          <th scope="col">{t.state}</th>
          <th scope="col">{t.branch}</th>
          <SortHead label={t.born} field="birth_date" sort={sort} onSort={onSort} />
          <SortHead label={t.joined} field="joined_on" sort={sort} onSort={onSort} />
          <th scope="col">{t.phone}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.id}>
            <td>
              <Link data-row className={table.title} to={`/members/${member.id}`}>
                {member.name}
              </Link>
              <div className={table.facts}>
                {member.sex_label} · {member.ethnicity_label}
              </div>
            </td>
            <td>
              <StateBadge member={member} />
            </td>
            <td>
              <div className={table.clamp} title={member.branch.name}>
                {member.branch.name}
              </div>
              {member.post && (
                <div className={`${table.clamp} ${styles.post}`} title={member.post}>
                  {member.post}
                </div>
              )}
            </td>
            <td>
              {said(member.birth_date)}
              <div className={table.facts}>{t.years(fullYears(member.birth_date, today))}</div>
            </td>
            <td>
              {said(member.joined_on) ?? '—'}
              {member.probation_ends_on && (
                <div className={table.facts}>{t.probationTo(said(member.probation_ends_on))}</div>
              )}
            </td>
            <td>{member.phone ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
