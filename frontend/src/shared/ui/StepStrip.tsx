import type { ReactNode } from 'react'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './StepStrip.module.css'

const texts = defineTexts(
  { done: '已完成', now: '进行中', todo: '未开始', stopped: '已停止' },
  { done: 'done', now: 'under way', todo: 'to come', stopped: 'stopped' },
)

export type StepStatus = 'done' | 'now' | 'todo' | 'stopped'

/** One step of a record's course. */
export interface StripStep {
  key: string
  name: string
  status: StepStatus
  date?: ReactNode
}

const MARKS: Record<StepStatus, string> = { done: '✓', now: '●', todo: '', stopped: '×' }

/** The course of a record with dates: where it stands. */
export function StepStrip({ label, steps }: { label: string; steps: readonly StripStep[] }) {
  const t = useText(texts)
  return (
    <ol className={styles.strip} aria-label={label}>
      {steps.map(({ key, name, status, date }) => (
        <li key={key} className={styles[status]} aria-current={status === 'now' ? 'step' : undefined}>
          <span className={styles.mark} aria-hidden="true">
            {MARKS[status]}
          </span>
          <span className={styles.name}>
            {name}
            <span className="visually-hidden">（{t[status]}）</span>
          </span>
          <span className={styles.date}>{date}</span>
        </li>
      ))}
    </ol>
  )
}
