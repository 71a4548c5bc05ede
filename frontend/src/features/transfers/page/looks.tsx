import type { ReactNode } from 'react'
import type { ActionValues } from '@/shared/actions/ActionDialog'
import type { FieldLook } from '@/shared/actions/fields'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import type { useText } from '@/shared/i18n/texts'
import { MonthPicker } from '../form/MonthPicker'
import type { Transfer } from '../types'
import type { pageTexts } from './texts'

type Phrases = ReturnType<typeof useText<(typeof pageTexts)['zh']>>

/** How a step's dialog is dressed: what to read first, how its fields are called, what is known already. */
export interface Dressing {
  note?: ReactNode
  looks?: Record<string, FieldLook>
  initialValues?: ActionValues
}

const DRESSINGS: Record<string, (transfer: Transfer, t: Phrases) => Dressing> = {
  issue: (transfer, t) => ({
    note: transfer.within_committee && <p>{t.withinCommittee}</p>,
    initialValues: { dues_paid_until: cityDate(new Date()).slice(0, 7) },
    looks: { dues_paid_until: { label: t.dues, help: t.duesHelp, input: <MonthPicker /> } },
  }),
  incorporate: (_, t) => ({ note: <p>{t.moveNote}</p> }),
  record_receipt: (transfer, t) => ({
    looks: {
      receipt_on: {
        label: t.receiptOn,
        input: <DayPicker min={transfer.issued_on ?? undefined} />,
      },
    },
  }),
  certify: (_, t) => ({ looks: { comment: { label: t.proof, help: t.proofHelp } } }),
  send_back: (_, t) => ({ looks: { comment: { label: t.reasonSendBack, help: t.sendBackHelp } } }),
  withdraw: (_, t) => ({ looks: { comment: { label: t.reasonWithdraw } } }),
  decline: (_, t) => ({ looks: { comment: { label: t.reasonDecline } } }),
}

export const dressingOf = (action: string, transfer: Transfer, t: Phrases): Dressing =>
  DRESSINGS[action]?.(transfer, t) ?? {}
