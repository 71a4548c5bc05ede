import { useNavigate } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { useCan, useMe } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, Loading } from '@/shared/ui/states'
import styles from './list/list.module.css'
import { MonthView } from './list/MonthView'
import { OwnSessions } from './list/OwnSessions'
import { listTexts } from './list/texts'

const VIEWS = ['branch', 'mine'] as const
const codecs = { view: oneOf(VIEWS, 'branch') }

/** 学习日程: "what is studied when?" — of the organisations one sees, or where one is expected oneself. */
export default function StudySessionListPage() {
  const t = useText(listTexts)
  const can = useCan()
  const me = useMe()
  const navigate = useNavigate()
  const [{ view }, change] = useUrlState(codecs)
  const reads = can('study:read')
  const isMember = me.data?.member_id != null
  const mayPlan = can('study:keep') || can('study:supervise')
  useShortcut('n', t.plan, () => void navigate('/study-sessions/new'), mayPlan)
  const shown = reads && (view === 'branch' || !isMember) ? 'branch' : 'mine'
  return (
    <>
      <PageHeader
        title={t.title}
        actions={
          mayPlan && (
            <LinkButton type="primary" to="/study-sessions/new">
              {t.plan}
            </LinkButton>
          )
        }
      />
      {reads && isMember && (
        <div className={styles.tabs}>
          <ChoiceTabs
            label={t.views}
            choices={VIEWS.map((key) => ({ key, label: t[key] }))}
            chosen={shown}
            onChoose={(next) => change({ view: next })}
          />
        </div>
      )}
      {me.isPending ? (
        <Loading />
      ) : shown === 'branch' ? (
        <MonthView mayPlan={mayPlan} />
      ) : isMember ? (
        <OwnSessions />
      ) : (
        <EmptyState title={t.notMember}>{t.notMemberText}</EmptyState>
      )}
    </>
  )
}
