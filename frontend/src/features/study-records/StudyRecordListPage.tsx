import { useNavigate } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { useCan, useMe } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { Loading } from '@/shared/ui/states'
import { Everything } from './list/Everything'
import styles from './list/list.module.css'
import { listTexts } from './list/texts'
import { Waiting } from './list/Waiting'

const TABS = ['waiting', 'records', 'outputs'] as const
const codecs = { tab: oneOf(['', ...TABS], '') }

/** 学习记录: for officers "what waits for confirmation?", for everybody "what have I studied?" */
export default function StudyRecordListPage() {
  const t = useText(listTexts)
  const can = useCan()
  const me = useMe()
  const navigate = useNavigate()
  const [{ tab }, change] = useUrlState(codecs)
  const decides = can('study:keep') || can('study:supervise')
  const mayDeclare = can('study:keep') || me.data?.member_id != null
  useShortcut('n', t.declare, () => void navigate('/study-records/new'), mayDeclare)
  const tabs = decides ? TABS : TABS.slice(1)
  const shown = tabs.find((one) => one === tab) ?? tabs[0] ?? 'records'
  return (
    <>
      <PageHeader
        title={t.title}
        actions={
          mayDeclare && (
            <>
              <LinkButton to="/study-outputs/new">{t.handIn}</LinkButton>
              {can('study:keep') && <LinkButton to="/study-records/list">{t.fromList}</LinkButton>}
              <LinkButton type="primary" to="/study-records/new">
                {t.declare}
              </LinkButton>
            </>
          )
        }
      />
      <div className={styles.tabs}>
        <ChoiceTabs
          label={t.tabs}
          choices={tabs.map((key) => ({ key, label: t[key] }))}
          chosen={shown}
          onChoose={(next) => change({ tab: next === tabs[0] ? '' : next })}
        />
      </div>
      {me.isPending ? <Loading /> : shown === 'waiting' ? <Waiting /> : <Everything key={shown} of={shown} />}
    </>
  )
}
