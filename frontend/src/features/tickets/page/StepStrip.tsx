import { cityDate } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { DayText } from '@/shared/ui/DateText'
import { StepStrip as Strip } from '@/shared/ui/StepStrip'
import type { Ticket, TicketEvent } from '../types'
import { type Step, stepsOf } from './steps'
import { pageTexts } from './texts'

/** 登记 → 交办 → 办理 → 审核 → 销号, with dates: where it stands. */
export function StepStrip({ ticket, events }: { ticket: Ticket; events: TicketEvent[] }) {
  const t = useText(pageTexts)
  const steps = stepsOf(ticket, events).map((step) => ({
    ...step,
    name: t[step.key],
    date: <StepDate step={step} />,
  }))
  return <Strip label={t.steps} steps={steps} />
}

function StepDate({ step }: { step: Step }) {
  const t = useText(pageTexts)
  if (!step.on) return null
  return (
    <>
      {step.key === 'work' && `${t.signedOn} `}
      <DayText date={step.on.length > 10 ? cityDate(new Date(step.on)) : step.on} />
    </>
  )
}
