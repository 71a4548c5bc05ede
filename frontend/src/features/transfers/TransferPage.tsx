import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { ActionBar } from '@/shared/actions/ActionBar'
import type { AvailableAction } from '@/shared/actions/actions'
import { downloadFile } from '@/shared/api/download'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { StepStrip } from '@/shared/ui/StepStrip'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { Timeline } from '@/shared/ui/Timeline'
import { toast } from '@/shared/ui/toast'
import { useTransfer, useTransferEvents } from './api'
import { fromName, StateMark, toName } from './list/facts'
import { listTexts } from './list/texts'
import styles from './page/page.module.css'
import { stepsOf } from './page/steps'
import { pageTexts } from './page/texts'
import type { Transfer, TransferEvent } from './types'

const AmendDialog = lazy(() => import('./page/AmendDialog'))
const StepDialog = lazy(() => import('./page/StepDialog'))

/** 转接页: "where does it stand, who moves next?" */
export default function TransferPage() {
  const { id = '' } = useParams()
  const transfer = useTransfer(id)
  const t = useText(pageTexts)
  if (transfer.data) return <TransferView key={id} transfer={transfer.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {transfer.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={transfer.error} onRetry={() => void transfer.refetch()} />
      )}
    </>
  )
}

function TransferView({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const events = useTransferEvents(transfer.id)
  return (
    <>
      <PageHeader
        title={t.name(transfer.name)}
        aside={<Standing transfer={transfer} />}
        actions={
          <>
            <Amend transfer={transfer} />
            {transfer.member_id && <LinkButton to={`/members/${transfer.member_id}`}>{t.record}</LinkButton>}
            <Letter transfer={transfer} />
            <Steps transfer={transfer} />
          </>
        }
      />
      <Notice transfer={transfer} />
      <Strip transfer={transfer} />
      <div className={styles.columns}>
        <div className={styles.work}>
          <TransferFacts transfer={transfer} />
          <PersonFacts transfer={transfer} />
        </div>
        {events.isError ? (
          <LoadFailure error={events.error} onRetry={() => void events.refetch()} compact />
        ) : (
          <History events={events.data ?? []} />
        )}
      </div>
    </>
  )
}

function Standing({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const words = useText(listTexts)
  return (
    <span className={styles.aside}>
      <span>{transfer.number ?? t.unnumbered}</span>
      <StateMark transfer={transfer} />
      {transfer.days_left !== null && <span>{words.daysLeft(transfer.days_left)}</span>}
    </span>
  )
}

function Notice({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const stopped = { returned: t.returned, declined: t.declined }
  const words =
    transfer.state === 'returned' || transfer.state === 'declined'
      ? `${stopped[transfer.state]}：${transfer.return_reason}`
      : transfer.state === 'expired'
        ? t.expired
        : null
  return words && <p className={styles.notice}>{words}</p>
}

function Strip({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const steps = stepsOf(transfer).map(({ key, status, on }) => ({
    key,
    status,
    name: t[key],
    date: on && <DayText date={on} />,
  }))
  return <StepStrip label={t.steps} steps={steps} />
}

/** The steps that the API offers; the answer of a step is the transfer as it stands now. */
function Steps({ transfer }: { transfer: Transfer }) {
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  return (
    <>
      <ActionBar
        actions={transfer.available_actions}
        unavailable={transfer.unavailable_actions}
        onAction={setChosen}
      />
      {chosen && (
        <Suspense>
          <StepDialog transfer={transfer} action={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  )
}

function Amend({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const [open, setOpen] = useState(false)
  if (transfer.amendable_fields.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.amend}</Button>
      {open && (
        <Suspense>
          <AmendDialog transfer={transfer} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function Letter({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const report = useReportProblem()
  const mayPrint = useCan()('transfer:read')
  const download = useMutation({
    mutationFn: () => downloadFile(`/api/v1/transfers/${transfer.id}/letter.docx`, {}, t.letterName),
    onSuccess: () => toast.done(t.downloaded),
    onError: report,
  })
  if (!transfer.has_letter || !mayPrint) return null
  return (
    <Button loading={download.isPending} onClick={() => download.mutate()}>
      {t.letter}
    </Button>
  )
}

function TransferFacts({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const day = (date: string | null) => date && <DayText date={date} />
  const placed = (name: string, above: { name: string } | null, region: string | null | undefined) =>
    [name, above?.name ?? region].filter(Boolean).join(' · ')
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.from, placed(fromName(transfer), transfer.from_committee, transfer.outside?.region)],
          [t.to, placed(toName(transfer), transfer.to_committee, transfer.outside?.region)],
          [t.kind, transfer.kind_label],
          [t.reason, transfer.reason],
          [t.dues, transfer.dues_paid_until],
          [t.number, transfer.number],
          [t.issued, day(transfer.issued_on)],
          [t.valid, day(transfer.valid_until)],
          [t.received, day(transfer.received_on)],
          [t.ended, day(transfer.ended_on)],
        ]}
      />
      {transfer.within_committee && <p className={styles.quiet}>{t.withinCommittee}</p>}
    </Card>
  )
}

function PersonFacts({ transfer }: { transfer: Transfer }) {
  const t = useText(pageTexts)
  const said = useRecordDay()
  const { person } = transfer
  return (
    <Card title={t.person}>
      <Facts
        facts={[
          [t.personName, person.name],
          [t.sex, person.sex_label],
          [t.ethnicity, person.ethnicity_label],
          [t.birth, said(person.birth_date)],
          [t.idNumber, person.id_number],
          [t.stage, person.stage_label],
          [t.joined, said(person.joined_on)],
          [t.full, said(person.full_on)],
        ]}
      />
      <p className={styles.quiet}>{t.carried}</p>
    </Card>
  )
}

const STEPS_BACK = new Set(['send_back', 'withdraw', 'decline', 'expire'])

function History({ events }: { events: TransferEvent[] }) {
  const t = useText(pageTexts)
  const entries = [...events].reverse().map((event) => ({
    id: event.id,
    at: event.at,
    title: event.action_label,
    actor: [event.actor.name, event.branch?.name].filter(Boolean).join(' · '),
    comment: event.comment,
    tone: STEPS_BACK.has(event.action) ? ('refusal' as const) : ('strong' as const),
  }))
  return (
    <Card title={t.history}>
      <Timeline label={t.history} entries={entries} />
    </Card>
  )
}
