import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DateText, DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import styles from './accounts.module.css'
import { EditDialog } from './EditDialog'
import { GrantsCard } from './GrantsCard'
import { type Account, KINDS } from './labels'
import { SecurityCard } from './SecurityCard'
import { StateBadge } from './StateBadge'
import { accountTexts } from './texts'

export default function AccountPage() {
  const { id = '' } = useParams()
  const t = useText(accountTexts)
  const can = useCan()
  const [editing, setEditing] = useState(false)
  const found = useQuery({
    queryKey: ['accounts', id],
    queryFn: () => unwrap(api.GET('/api/v1/accounts/{account_id}', { params: { path: { account_id: id } } })),
  })
  if (found.isPending) return <Loading />
  if (found.isError) return <LoadFailure error={found.error} onRetry={() => void found.refetch()} />
  const account = found.data
  const mayManage = can('account:manage')
  return (
    <>
      <PageHeader
        title={account.display_name}
        aside={<StateBadge state={account.state} />}
        note={
          can('audit:read') && (
            <Link className={styles.link} to={`/audit?entity_kind=account&entity_id=${account.id}`}>
              {t.audit}
            </Link>
          )
        }
        actions={mayManage && <Button onClick={() => setEditing(true)}>{t.edit}</Button>}
      />
      <div className={styles.columns}>
        <AccountFacts account={account} />
        <GrantsCard account={account} mayManage={mayManage} />
        {mayManage && <SecurityCard account={account} />}
      </div>
      {editing && <EditDialog account={account} onClose={() => setEditing(false)} />}
    </>
  )
}

function AccountFacts({ account }: { account: Account }) {
  const t = useText(accountTexts)
  const language = useLanguage()
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.username, account.username],
          [t.kind, KINDS[account.kind][language]],
          [t.home, account.home_branch?.name ?? '—'],
          [t.secondFactor, account.second_factor ? t.bound : t.notBound],
          [t.mustChange, account.must_change_password && t.mustChangeText],
          [
            t.passwordExpires,
            account.password_expires_on && <DayText key="day" date={account.password_expires_on} />,
          ],
          [t.lockedUntil, account.locked_until && <DateText key="at" at={account.locked_until} />],
          [t.closedAt, account.closed_at && <DateText key="at" at={account.closed_at} />],
          [t.createdAt, <DateText key="at" at={account.created_at} />],
        ]}
      />
    </Card>
  )
}
