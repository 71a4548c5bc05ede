import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { LinkButton } from '@/shared/ui/LinkButton'
import { LoadFailure } from '@/shared/ui/states'
import { keys } from '../api'
import styles from './own.module.css'
import { ownTexts } from './texts'

/** Where one's own relation goes, and the way to ask for a transfer. */
export function OwnTransfersCard() {
  const t = useText(ownTexts)
  const own = useQuery({
    queryKey: keys.ownTransfers,
    queryFn: async () => (await unwrap(api.GET('/api/v1/me/transfers'))).items,
  })
  if (own.isError) return <LoadFailure error={own.error} onRetry={() => void own.refetch()} compact />
  if (own.data === undefined) return null
  return (
    <Card title={t.transfers}>
      {own.data.length === 0 && <p>{t.noTransfers}</p>}
      <ul className={styles.transfers}>
        {own.data.map((transfer) => (
          <li key={transfer.id}>
            <Link to={`/transfers/${transfer.id}`}>
              {t.course(
                transfer.from_branch?.name ?? transfer.outside?.name ?? t.unknown,
                transfer.to_branch?.name ?? transfer.outside?.name ?? t.unknown,
              )}
            </Link>
            <span>{transfer.state_label}</span>
            <DateText at={transfer.updated_at} />
          </li>
        ))}
      </ul>
      <LinkButton to="/transfers/mine?ask=true">{t.askTransfer}</LinkButton>
    </Card>
  )
}
