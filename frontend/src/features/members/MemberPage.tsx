import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { useCan } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useHistory, useMember } from './api'
import memberStyles from './members.module.css'
import { PartyFacts, PersonFacts } from './page/BasicFacts'
import { HistoryCard, RevealsCard } from './page/HistoryCard'
import { MemberActions } from './page/MemberActions'
import { PhotoCard } from './page/PhotoCard'
import styles from './page/page.module.css'
import { SealedCard } from './page/SealedCard'
import { pageTexts } from './page/texts'
import { WaitingCorrections } from './page/WaitingCorrections'
import { StateBadge } from './StateBadge'
import type { Member } from './types'

const AmendDialog = lazy(() => import('./page/AmendDialog'))
const StudyTab = lazy(() => import('./page/StudyTab'))
const PointsTab = lazy(() => import('./page/PointsTab'))

const TABS = ['basic', 'study', 'points', 'history', 'reveals'] as const
const state = { tab: oneOf(TABS, 'basic') }

/** 党员档案: "who is this, how far on the way, and what was done on the record?" */
export default function MemberPage() {
  const { id = '' } = useParams()
  const member = useMember(id)
  const t = useText(pageTexts)
  if (member.data) return <MemberView key={id} member={member.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {member.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={member.error} onRetry={() => void member.refetch()} />
      )}
    </>
  )
}

function MemberView({ member }: { member: Member }) {
  const t = useText(pageTexts)
  const [{ tab }, change] = useUrlState(state)
  const can = useCan()
  const seesPoints = can('point:keep') || can('point:supervise')
  const seesStudy = can('study:keep') || can('study:supervise')
  const tabs = TABS.filter((key) => (key !== 'points' || seesPoints) && (key !== 'study' || seesStudy))
  return (
    <>
      <PageHeader
        title={member.name}
        aside={
          <span className={styles.aside}>
            <StateBadge member={member} />
            <Link className={memberStyles.link} to={`/branches/${member.branch.id}`}>
              {member.branch.name}
            </Link>
          </span>
        }
        actions={
          <>
            <TransferButton member={member} />
            <AmendButton member={member} />
            <MemberActions member={member} />
          </>
        }
      />
      <div className={styles.tabs}>
        <ChoiceTabs
          label={t.tabs}
          choices={tabs.map((key) => ({ key, label: t[key] }))}
          chosen={tab}
          onChoose={(key) => change({ tab: key })}
        />
      </div>
      <div className={styles.body}>
        {tab === 'basic' && <Basic member={member} />}
        {tab === 'study' && (
          <Suspense fallback={<Loading />}>
            <StudyTab memberId={member.id} />
          </Suspense>
        )}
        {tab === 'points' && (
          <Suspense fallback={<Loading />}>
            <PointsTab memberId={member.id} />
          </Suspense>
        )}
        {(tab === 'history' || tab === 'reveals') && <Past member={member} tab={tab} />}
      </div>
    </>
  )
}

/** The way to a transfer of the relation, with the person filled in. */
function TransferButton({ member }: { member: Member }) {
  const t = useText(pageTexts)
  const mayDraft = useCan()('transfer:draft')
  const isMember = member.state === 'full' || member.state === 'probationary'
  if (!mayDraft || !isMember) return null
  return <LinkButton to={`/transfers/new?member=${member.id}`}>{t.transfer}</LinkButton>
}

/** What a reader must know first, then what the record says. */
function Basic({ member }: { member: Member }) {
  const t = useText(pageTexts)
  const notice =
    member.standing === 'struck'
      ? t.struck
      : member.lost_contact_since !== null
        ? t.lostBanner(member.lost_contact_since)
        : null
  return (
    <>
      {notice && <div className={styles.notice}>{notice}</div>}
      {member.merged_into && (
        <div className={styles.notice}>
          {t.merged}{' '}
          <Link className={memberStyles.link} to={`/members/${member.merged_into}`}>
            {t.openMerged}
          </Link>
        </div>
      )}
      <WaitingCorrections member={member} />
      <div className={styles.groups}>
        <PersonFacts member={member} />
        <PartyFacts member={member} />
        <SealedCard member={member} />
        <PhotoCard member={member} mayChange={member.amendable_fields.length > 0} />
      </div>
    </>
  )
}

function Past({ member, tab }: { member: Member; tab: 'history' | 'reveals' }) {
  const history = useHistory(member.id)
  if (history.isPending) return <Loading />
  if (history.isError) {
    return <LoadFailure error={history.error} onRetry={() => void history.refetch()} />
  }
  return tab === 'history' ? <HistoryCard acts={history.data} /> : <RevealsCard acts={history.data} />
}

function AmendButton({ member }: { member: Member }) {
  const t = useText(pageTexts)
  const [open, setOpen] = useState(false)
  if (member.amendable_fields.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.amend}</Button>
      {open && (
        <Suspense>
          <AmendDialog member={member} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
