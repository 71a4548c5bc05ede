import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { DisplayCard } from './DisplayCard'
import styles from './MePage.module.css'
import { PasswordCard } from './PasswordCard'
import { ProfileCard } from './ProfileCard'
import { SecondFactorCard } from './SecondFactorCard'
import { SessionsCard } from './SessionsCard'
import { TransfersCard } from './TransfersCard'
import { meTexts } from './texts'

/** One's own account: who I am here, how I sign in, where I am signed in. */
export default function MePage() {
  const t = useText(meTexts)
  const me = useMe()
  return (
    <>
      <PageHeader title={t.title} />
      {me.isPending && <Loading />}
      {me.isError && <LoadFailure error={me.error} onRetry={() => void me.refetch()} />}
      {me.data && (
        <div className={styles.cards}>
          <ProfileCard me={me.data} />
          {me.data.member_id && <TransfersCard />}
          <DisplayCard />
          <PasswordCard expiresOn={me.data.account.password_expires_on} />
          <SecondFactorCard on={me.data.account.second_factor} />
          <SessionsCard />
        </div>
      )}
    </>
  )
}
