import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import type { Me } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import styles from './MePage.module.css'
import { meTexts } from './texts'

export function ProfileCard({ me }: { me: Me }) {
  const t = useText(meTexts)
  return (
    <Card title={t.profile}>
      <dl className={styles.facts}>
        <dt>{t.name}</dt>
        <dd>{me.account.display_name}</dd>
        <dt>{t.username}</dt>
        <dd>{me.account.username}</dd>
        <dt>{t.member}</dt>
        <dd>
          {me.member_name ?? t.noMember}
          {me.member_id !== null && (
            <>
              {' · '}
              <Link to="/me/record" className={styles.recordLink}>
                {t.ownRecord}
              </Link>
            </>
          )}
        </dd>
        <dt>{t.roles}</dt>
        <dd>
          {me.grants.length === 0 && t.noRoles}
          {me.grants.map(({ role, role_label, branch }) => (
            <div key={`${role} ${branch.id}`}>
              {role_label} · {branch.name}
            </div>
          ))}
        </dd>
      </dl>
    </Card>
  )
}
