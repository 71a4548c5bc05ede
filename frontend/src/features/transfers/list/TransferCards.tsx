import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/lists/cards.module.css'
import { onRowKeys } from '@/shared/lists/rowKeys'
import type { TransferSummary } from '../types'
import { fromName, StateMark, toName, Validity } from './facts'
import own from './list.module.css'
import { listTexts } from './texts'

/** Transfers as cards: the list on a phone, and a person's own. */
export function TransferCards({ transfers }: { transfers: TransferSummary[] }) {
  const t = useText(listTexts)
  return (
    <ul className={styles.cards} onKeyDown={onRowKeys}>
      {transfers.map((transfer) => (
        <li key={transfer.id}>
          <Link data-row className={styles.card} to={`/transfers/${transfer.id}`}>
            <span className={styles.head}>
              <span className={styles.title}>{transfer.name}</span>
              <StateMark transfer={transfer} />
            </span>
            <span className={own.way}>
              {fromName(transfer)} <span className={own.arrow}>→</span> {toName(transfer)}
            </span>
            {transfer.valid_until && (
              <span className={styles.quiet}>
                {t.validity} <Validity transfer={transfer} />
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
