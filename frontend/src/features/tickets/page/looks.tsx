import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import type { ActionValues } from '@/shared/actions/ActionDialog'
import type { FieldLook } from '@/shared/actions/fields'
import { DueInput } from '@/shared/forms/DueInput'
import type { useText } from '@/shared/i18n/texts'
import { DueDate } from '@/shared/ui/DateText'
import type { Ticket } from '../types'
import styles from './page.module.css'
import type { pageTexts } from './texts'

type Phrases = ReturnType<typeof useText<(typeof pageTexts)['zh']>>

/** How a step's dialog is dressed: what to read first, how its fields are called, what is known already. */
export interface Dressing {
  note?: ReactNode
  looks?: Record<string, FieldLook>
  initialValues?: ActionValues
  /** Optional fields beside those that the API names: a comment is always allowed. */
  extra?: string[]
}

const withComment = (label: string, help?: string): Dressing => ({ looks: { comment: { label, help } } })

const DRESSINGS: Record<string, (ticket: Ticket, t: Phrases) => Dressing> = {
  approve: (ticket, t) => ({
    note: <Reading title={t.requirement}>{ticket.requirement}</Reading>,
    initialValues: { due_on: ticket.due_on },
    looks: { due_on: { label: t.approveDue, help: t.approveHelp }, comment: { label: t.opinion } },
    extra: ['comment'],
  }),
  reject: (_, t) => withComment(t.reasonReject),
  decline: (_, t) => withComment(t.reasonDecline),
  report: (ticket, t) => ({
    initialValues: { progress_percent: ticket.progress_percent },
    looks: { comment: { label: t.reportComment, help: t.reportHelp } },
  }),
  request_extension: (ticket, t) => ({
    note: (
      <Reading title={t.currentDue}>
        <DueDate date={ticket.due_on} workdaysLeft={ticket.working_days_left} />
      </Reading>
    ),
    looks: {
      due_on: { label: t.newDue, input: <DueInput from={ticket.due_on ?? undefined} /> },
      comment: { label: t.reasonExtension, help: t.extensionHelp },
    },
  }),
  grant_extension: (ticket, t) => ({
    note: <ExtensionRequest ticket={ticket} t={t} />,
    initialValues: { due_on: ticket.extension_requested_to },
    looks: {
      due_on: {
        label: t.grantedDue,
        help: t.grantedHelp,
        input: <DueInput from={ticket.due_on ?? undefined} />,
      },
      comment: { label: t.opinion },
    },
    extra: ['comment'],
  }),
  refuse_extension: (ticket, t) => ({
    note: <ExtensionRequest ticket={ticket} t={t} />,
    ...withComment(t.opinion),
    extra: ['comment'],
  }),
  urge: (_, t) => ({ ...withComment(t.urgeDemand), extra: ['comment'] }),
  close: (ticket, t) => ({
    note: <Reading title={t.outcome}>{ticket.outcome}</Reading>,
    looks: { conclusion: { help: t.conclusionHelp } },
  }),
  send_back: (ticket, t) => ({
    note: <Reading title={t.outcome}>{ticket.outcome}</Reading>,
    ...withComment(t.reasonSendBack, t.sendBackHelp),
  }),
  suspend: (_, t) => withComment(t.reasonSuspend),
  resume: (_, t) => ({ ...withComment(t.opinion), extra: ['comment'] }),
  reopen: (_, t) => ({ looks: { due_on: { label: t.reopenDue }, comment: { label: t.reasonReopen } } }),
  withdraw: (_, t) => withComment(t.reasonWithdraw),
  waive_feedback: (ticket, t) => waiving(ticket, t),
}

function waiving(ticket: Ticket, t: Phrases): Dressing {
  const unsettled = ticket.supporting_branches.filter(
    ({ feedback_at, waived_at }) => !feedback_at && !waived_at,
  )
  const options = unsettled.map(({ id, name }) => ({ value: id, label: name }))
  return {
    initialValues: unsettled.length === 1 ? { branch_id: unsettled[0]?.id } : undefined,
    looks: {
      branch_id: { label: t.waiveBranch, input: <Select options={options} placeholder={t.chooseBranch} /> },
      comment: { label: t.reasonWaive },
    },
  }
}

export const dressingOf = (action: string, ticket: Ticket, t: Phrases): Dressing =>
  DRESSINGS[action]?.(ticket, t) ?? {}

function Reading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.reading}>
      <strong>{title}</strong>
      {children}
    </div>
  )
}

function ExtensionRequest({ ticket, t }: { ticket: Ticket; t: Phrases }) {
  const waiting = ticket.extensions.find(({ state }) => state === 'requested')
  return (
    <>
      <Reading title={t.currentDue}>
        <DueDate date={ticket.due_on} workdaysLeft={ticket.working_days_left} />
      </Reading>
      {waiting && <Reading title={t.requestReason}>{waiting.reason}</Reading>}
    </>
  )
}
