import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { components } from '@/api/schema'
import { ACTION_HASH } from '@/shared/actions/actions'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { StateMark } from '@/shared/study/StateMark'
import { Card } from '@/shared/ui/Card'
import { LoadFailure } from '@/shared/ui/states'
import styles from './Study.module.css'
import { transferHomeTexts } from './transferTexts'

type Transfer = components['schemas']['TransferSummary']

const MOST = 5

/** For who decides on transfers: those that wait for a step of theirs, the longest waiting first; nothing without any. */
export default function TransferDuties() {
  const t = useText(transferHomeTexts)
  const query = { mine: true, sort: 'created_at', limit: MOST, with_total: true }
  const waiting = useQuery({
    queryKey: ['transfers', 'home'],
    queryFn: () => unwrap(api.GET('/api/v1/transfers', { params: { query } })),
  })
  if (waiting.isError) {
    return (
      <Card title={t.waiting}>
        <LoadFailure error={waiting.error} onRetry={() => void waiting.refetch()} compact />
      </Card>
    )
  }
  const count = waiting.data?.total ?? 0
  if (!waiting.data || count === 0) return null
  return (
    <Card title={t.waiting} aside={t.count(count)}>
      <ul className={styles.rows} onKeyDown={onRowKeys}>
        {waiting.data.items.map((transfer) => (
          <Row key={transfer.id} transfer={transfer} />
        ))}
      </ul>
      {count > MOST && <Link to="/transfers">{t.all}</Link>}
    </Card>
  )
}

function Row({ transfer }: { transfer: Transfer }) {
  const t = useText(transferHomeTexts)
  const { id, name, state, state_label, from_branch, to_branch, outside, days_left } = transfer
  const elsewhere = outside?.name ?? t.outside
  return (
    <li>
      <Link data-row className={styles.row} to={`/transfers/${id}${ACTION_HASH}`}>
        <span className={styles.head}>
          <span className={styles.title}>{name}</span>
          <StateMark state={state} label={state_label} />
        </span>
        <span className={styles.quiet}>
          {t.way(from_branch?.name ?? elsewhere, to_branch?.name ?? elsewhere)}
          {days_left !== null && ` · ${days_left < 0 ? t.overdue : t.daysLeft(days_left)}`}
        </span>
      </Link>
    </li>
  )
}
