import { useState } from 'react'
import { useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { Files } from '@/shared/study/Files'
import { History } from '@/shared/study/History'
import { Outcome } from '@/shared/study/Outcome'
import { StateMark } from '@/shared/study/StateMark'
import type { CreditOutcome, StudySession } from '@/shared/study/types'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { attachMaterial, useSession, useSessionEvents } from './api'
import { HelpsCard } from './helps/HelpsCard'
import { SessionFacts } from './page/Facts'
import { OutputsCard } from './page/OutputsCard'
import styles from './page/page.module.css'
import { SessionSteps } from './page/SessionSteps'
import { SheetSection } from './page/SheetSection'
import { pageTexts } from './page/texts'

/** 学习活动页: "who was there?" */
export default function StudySessionPage() {
  const { id = '' } = useParams()
  const session = useSession(id)
  const t = useText(pageTexts)
  if (session.data) return <SessionView key={id} session={session.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {session.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={session.error} onRetry={() => void session.refetch()} />
      )}
    </>
  )
}

function SessionView({ session }: { session: StudySession }) {
  const t = useText(pageTexts)
  const events = useSessionEvents(session.id)
  const [unsaved, setUnsaved] = useState(0)
  const [outcome, setOutcome] = useState<CreditOutcome | null>(null)
  const isMember = Boolean(useMe().data?.member_id)
  const open = session.state === 'planned' || session.state === 'held'
  return (
    <>
      <PageHeader
        title={session.topic}
        aside={
          <span className={styles.aside}>
            <span>{session.kind.label}</span>
            <StateMark state={session.state} label={session.state_label} />
          </span>
        }
        actions={
          (session.keeps && (
            <>
              {open && <LinkButton to={`/study-sessions/${session.id}/edit`}>{t.amend}</LinkButton>}
              <SessionSteps session={session} unsaved={unsaved} onOutcome={setOutcome} />
            </>
          )) ||
          // A help for who has no camera at hand: the letters below the code are typed there.
          (open && isMember && <LinkButton to={`/study-sessions/${session.id}/scan`}>{t.scan}</LinkButton>)
        }
      />
      {outcome && <Outcome title={t.confirmedOutcome} outcome={outcome} />}
      <div className={styles.columns}>
        <div className={styles.work}>
          <SheetSection session={session} onUnsaved={setUnsaved} />
          <OutputsCard session={session} />
          <Materials session={session} />
        </div>
        <div className={styles.side}>
          <SessionFacts session={session} />
          {session.keeps && open && <HelpsCard session={session} />}
          {events.isError ? (
            <LoadFailure error={events.error} onRetry={() => void events.refetch()} compact />
          ) : (
            <History events={events.data ?? []} />
          )}
        </div>
      </div>
    </>
  )
}

function Materials({ session }: { session: StudySession }) {
  const t = useText(pageTexts)
  const refresh = useRefreshStudy()
  const mayAttach = session.keeps && session.state !== 'cancelled'
  const attach = async (file: File, key: string) => {
    const changed = await attachMaterial(session, file, key)
    await refresh(studyKeys.session(session.id), changed)
  }
  return (
    <Files
      title={t.materials}
      files={session.files}
      address={`/api/v1/study-sessions/${session.id}/files`}
      attach={mayAttach ? attach : undefined}
    />
  )
}
