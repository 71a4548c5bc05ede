import { cityDate } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { DayText } from '@/shared/ui/DateText'
import type { Ticket, TicketEvent } from '../types'
import styles from './StepStrip.module.css'
import { type Step, stepsOf } from './steps'
import { pageTexts } from './texts'

/** 登记 → 交办 → 办理 → 审核 → 销号, with dates: where it stands. */
export function StepStrip({ ticket, events }: { ticket: Ticket; events: TicketEvent[] }) {
  const t = useText(pageTexts)
  return (
    <ol className={styles.strip} aria-label={t.steps}>
      {stepsOf(ticket, events).map((step) => (
        <StepItem key={step.key} step={step} />
      ))}
    </ol>
  )
}

const MARKS: Record<Step['status'], string> = { done: '✓', now: '●', todo: '', stopped: '×' }

function StepItem({ step }: { step: Step }) {
  const t = useText(pageTexts)
  const words = { done: t.stepDone, now: t.stepNow, todo: t.stepTodo, stopped: t.stepStopped }
  return (
    <li className={styles[step.status]} aria-current={step.status === 'now' ? 'step' : undefined}>
      <span className={styles.mark} aria-hidden="true">
        {MARKS[step.status]}
      </span>
      <span className={styles.name}>
        {t[step.key]}
        <span className="visually-hidden">（{words[step.status]}）</span>
      </span>
      <span className={styles.date}>
        {step.on && step.key === 'work' && `${t.signedOn} `}
        {step.on && <DayText date={step.on.length > 10 ? cityDate(new Date(step.on)) : step.on} />}
      </span>
    </li>
  )
}
