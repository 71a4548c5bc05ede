import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import table from '@/shared/lists/table.module.css'
import { DateText } from '@/shared/ui/DateText'
import type { TransferSummary } from '../types'
import { fromName, StateMark, toName, Validity } from './facts'
import styles from './list.module.css'
import { listTexts } from './texts'

/** The list as a table; the whole row is the link to its transfer. */
export function TransferTable({ transfers }: { transfers: TransferSummary[] }) {
  const t = useText(listTexts)
  return (
    <table className={`${table.table} ${styles.table}`} onKeyDown={onRowKeys}>
      <thead>
        <tr>
          <th scope="col">{t.person}</th>
          <th scope="col">{t.from}</th>
          <th scope="col">{t.to}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.validity}</th>
          <th scope="col">{t.since}</th>
        </tr>
      </thead>
      <tbody>
        {transfers.map((transfer) => (
          <tr key={transfer.id}>
            <td>
              <Link data-row className={table.title} to={`/transfers/${transfer.id}`}>
                {transfer.name}
              </Link>
              <span className={styles.quiet}>{transfer.person.stage_label}</span>
            </td>
            <td>
              {fromName(transfer)}
              <span className={styles.quiet}>{transfer.from_committee?.name ?? transfer.kind_label}</span>
            </td>
            <td>
              {toName(transfer)}
              <span className={styles.quiet}>{transfer.to_committee?.name ?? transfer.kind_label}</span>
            </td>
            <td>
              <StateMark transfer={transfer} />
              <span className={styles.quiet}>{transfer.number}</span>
            </td>
            <td>
              <Validity transfer={transfer} />
            </td>
            <td className={styles.quiet}>
              <DateText at={transfer.updated_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
