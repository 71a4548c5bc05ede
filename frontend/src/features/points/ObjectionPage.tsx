import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActionBar } from '@/shared/actions/ActionBar'
import type { AvailableAction } from '@/shared/actions/actions'
import { useText } from '@/shared/i18n/texts'
import { EntryFacts } from '@/shared/points/Ledger'
import pointStyles from '@/shared/points/points.module.css'
import { useCan } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { DayText, DueDate } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { Timeline } from '@/shared/ui/Timeline'
import { useEntry, useObjection, useObjectionEvents } from './api'
import { objectionTexts } from './objections/texts'
import type { Objection } from './types'

const StepDialog = lazy(() => import('./objections/StepDialog'))

/** One objection: "what is doubted, what do the records say, who answers until when?" */
export default function ObjectionPage() {
  const { id = '' } = useParams()
  const t = useText(objectionTexts)
  const objection = useObjection(id)
  if (objection.data) return <View key={id} objection={objection.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {objection.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={objection.error} onRetry={() => void objection.refetch()} />
      )}
    </>
  )
}

function View({ objection }: { objection: Objection }) {
  const t = useText(objectionTexts)
  const can = useCan()
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  const seesLedger = can('point:keep') || can('point:supervise')
  return (
    <>
      <PageHeader
        title={t.name(objection.member.name)}
        aside={
          <span className={styles.head}>
            <span className={styles.state}>{objection.state_label}</span>
            {objection.working_days_left !== null && (
              <DueDate date={objection.due_on} workdaysLeft={objection.working_days_left} />
            )}
          </span>
        }
        actions={
          <>
            {seesLedger && (
              <LinkButton to={`/points/members/${objection.member.id}?year=${objection.year}`}>
                {t.ledger}
              </LinkButton>
            )}
            <ActionBar
              actions={objection.available_actions}
              unavailable={objection.unavailable_actions}
              onAction={setChosen}
            />
          </>
        }
      />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <ObjectionFacts objection={objection} />
          <Concerned objection={objection} />
        </div>
        <History id={objection.id} />
      </div>
      {chosen && (
        <Suspense>
          <StepDialog objection={objection} action={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  )
}

function ObjectionFacts({ objection }: { objection: Objection }) {
  const t = useText(objectionTexts)
  const kind = objection.entry_id ? t.entryKind : objection.publication_id ? t.published : t.missing
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.reason, objection.reason],
          [t.kind, kind],
          [t.raisedBy, objection.raised_by],
          [t.branch, objection.branch?.name],
          [t.year, String(objection.year)],
          [
            t.answer,
            objection.answer && (
              <>
                {objection.answer} {objection.answered_on && <DayText date={objection.answered_on} />}
              </>
            ),
          ],
          [t.entry, objection.reversal_id && t.reversal],
        ]}
      />
      {objection.publication_id && (
        <p>
          <Link to={`/points/publications/${objection.publication_id}`}>{t.published_link}</Link>
        </p>
      )}
    </Card>
  )
}

/** The entry that is doubted, with all that explains it. */
function Concerned({ objection }: { objection: Objection }) {
  const t = useText(objectionTexts)
  const entry = useEntry(objection.entry_id)
  if (!entry.data) return null
  return (
    <Card title={t.entry}>
      <div className={`${pointStyles.row} ${pointStyles.bare}`}>
        <EntryFacts entry={entry.data} />
      </div>
    </Card>
  )
}

function History({ id }: { id: string }) {
  const t = useText(objectionTexts)
  const events = useObjectionEvents(id)
  if (events.isError) {
    return <LoadFailure error={events.error} onRetry={() => void events.refetch()} compact />
  }
  const entries = [...(events.data ?? [])].reverse().map((event) => ({
    id: event.id,
    at: event.at,
    title: event.action_label,
    actor: event.actor,
    comment: event.comment,
    tone: event.action === 'dismiss' ? ('refusal' as const) : ('strong' as const),
  }))
  return (
    <Card title={t.history}>
      <Timeline label={t.history} entries={entries} />
    </Card>
  )
}
