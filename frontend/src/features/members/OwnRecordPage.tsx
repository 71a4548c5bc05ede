import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { useMe } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useOwnCorrections, useOwnHistory, useOwnRecord } from './api'
import { CorrectionCard } from './corrections/CorrectionCard'
import correctionStyles from './corrections/corrections.module.css'
import { SEALED } from './labels'
import { OwnActions } from './own/OwnActions'
import { OwnTransfersCard } from './own/OwnTransfersCard'
import { ownTexts } from './own/texts'
import { PartyFacts, PersonFacts } from './page/BasicFacts'
import { HistoryCard, RevealsCard } from './page/HistoryCard'
import { PhotoCard } from './page/PhotoCard'
import styles from './page/page.module.css'
import { pageTexts } from './page/texts'
import { StateBadge } from './StateBadge'
import type { OwnMember } from './types'
import { useWords } from './words'

const TABS = ['record', 'history', 'reveals'] as const
const state = { tab: oneOf(TABS, 'record') }

/** 我的档案: "what is kept about me, who looked, and how do I have it corrected?" */
export default function OwnRecordPage() {
  const t = useText(ownTexts)
  const me = useMe()
  const own = useOwnRecord()
  if (own.data) return <OwnRecord member={own.data} />
  const nobody = me.data !== undefined && me.data.member_id === null
  return (
    <>
      <PageHeader title={t.title} />
      {nobody && <EmptyState title={t.notTied}>{t.notTiedText}</EmptyState>}
      {!nobody && own.isPending && <Loading />}
      {own.isError && <LoadFailure error={own.error} onRetry={() => void own.refetch()} />}
    </>
  )
}

function OwnRecord({ member }: { member: OwnMember }) {
  const t = useText(ownTexts)
  const [{ tab }, change] = useUrlState(state)
  const corrections = useOwnCorrections()
  const waiting = corrections.data?.some(({ state: at }) => at === 'requested') ?? false
  return (
    <>
      <PageHeader
        title={t.title}
        aside={
          <span className={styles.aside}>
            {member.name} <StateBadge member={member} /> {member.branch.name}
          </span>
        }
        note={t.note}
        actions={<OwnActions member={member} mayAsk={corrections.isSuccess && !waiting} />}
      />
      <div className={styles.tabs}>
        <ChoiceTabs
          label={t.tabs}
          choices={TABS.map((key) => ({ key, label: t[key] }))}
          chosen={tab}
          onChoose={(key) => change({ tab: key })}
        />
      </div>
      <div className={styles.body}>
        {tab === 'record' ? (
          <>
            {waiting && <div className={styles.notice}>{t.waiting}</div>}
            <OwnFacts member={member} />
            {(member.stage === 'full' || member.stage === 'probationary') && <OwnTransfersCard />}
            <OwnCorrections member={member} />
          </>
        ) : (
          <OwnPast tab={tab} />
        )}
      </div>
    </>
  )
}

function OwnFacts({ member }: { member: OwnMember }) {
  const t = useText(ownTexts)
  const p = useText(pageTexts)
  const words = useWords()
  return (
    <div className={styles.groups}>
      <PersonFacts member={member} />
      <PartyFacts member={member} linked={false} />
      <Card title={t.contact}>
        <Facts facts={SEALED.map((name) => [words.field(name), member[name] ?? p.notGiven] as const)} />
      </Card>
      <PhotoCard member={member} own />
    </div>
  )
}

function OwnCorrections({ member }: { member: OwnMember }) {
  const t = useText(ownTexts)
  const corrections = useOwnCorrections()
  if (corrections.isError) {
    return <LoadFailure error={corrections.error} onRetry={() => void corrections.refetch()} compact />
  }
  if (!corrections.data || corrections.data.length === 0) return null
  return (
    <Card title={t.requests}>
      <ul className={correctionStyles.list}>
        {corrections.data.map((correction) => (
          <li key={correction.id}>
            <CorrectionCard correction={correction} record={member} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function OwnPast({ tab }: { tab: 'history' | 'reveals' }) {
  const history = useOwnHistory()
  if (history.isPending) return <Loading />
  if (history.isError) {
    return <LoadFailure error={history.error} onRetry={() => void history.refetch()} />
  }
  return tab === 'history' ? <HistoryCard acts={history.data} /> : <RevealsCard acts={history.data} />
}
