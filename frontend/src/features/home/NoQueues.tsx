import { defineTexts, useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { EmptyState } from '@/shared/ui/states'

const texts = defineTexts(
  {
    nothing: '首页没有需要您办理的事项',
    nothingText:
      '待办事项、学习和积分会出现在这里，其他工作请从菜单进入。需要开通职务或关联党员档案的，请联系系统管理员。',
    nothingForAdmin: '待办事项、学习和积分会出现在这里；管理工作从下面或菜单进入。',
    accounts: '账号与角色',
    audit: '审计',
  },
  {
    nothing: 'Nothing waits for you here',
    nothingText:
      'Work to do, study and points appear here; for everything else use the menu. For a duty or the tie to your record ask a system administrator.',
    nothingForAdmin: 'Work to do, study and points appear here; administration begins below or in the menu.',
    accounts: 'Accounts and roles',
    audit: 'Audit',
  },
)

/** Where system and audit work begins. */
const PLACES = [
  { to: '/accounts', permission: 'account:read', name: 'accounts' },
  { to: '/audit', permission: 'audit:read', name: 'audit' },
] as const

/** The home page of an account without tickets, study and points: an administrator's, an auditor's. */
export default function NoQueues() {
  const t = useText(texts)
  const can = useCan()
  const places = PLACES.filter(({ permission }) => can(permission))
  return (
    <EmptyState
      title={t.nothing}
      actions={places.map(({ to, name }) => (
        <LinkButton key={to} to={to}>
          {t[name]}
        </LinkButton>
      ))}
    >
      {places.length > 0 ? t.nothingForAdmin : t.nothingText}
    </EmptyState>
  )
}
