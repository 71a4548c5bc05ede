import Button from 'antd/es/button'
import type { ReactNode } from 'react'
import { isProblem, type Problem } from '@/shared/api/problem'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { DateText } from '@/shared/ui/DateText'
import styles from './Conflict.module.css'

const texts = defineTexts(
  {
    happened: '刚刚有人做了改动',
    who: (who: string, what: string) => `${who} 办理了“${what}”`,
    kept: '您填写的内容已保留。刷新后请核对，再决定是否继续。',
    refresh: '刷新',
  },
  {
    happened: 'Somebody has just changed this',
    who: (who, what) => `${who}: ${what}`,
    kept: 'What you typed is kept. Refresh, look again and decide.',
    refresh: 'Refresh',
  },
)

/** The step that came first. */
export interface FasterStep {
  action_label: string
  actor: string
  /** RFC 3339. */
  at: string
}

export const isConflict = (error: unknown): error is Problem =>
  isProblem(error) && (error.status === 409 || error.status === 412)

interface Props {
  problem: Problem
  /** Who did what, where it is known; else the problem's own words are shown. */
  event?: FasterStep | null
  /** What changed by it. */
  details?: ReactNode
  refreshing: boolean
  onRefresh: () => void
}

/** Somebody was faster: who did what and when, and the way on, with what was typed kept. */
export function Conflict({ problem, event, details, refreshing, onRefresh }: Props) {
  const t = useText(texts)
  return (
    <div className={styles.conflict} role="alert">
      <strong>{t.happened}</strong>
      <p>
        {event ? t.who(event.actor, event.action_label) : problem.message}{' '}
        {event && <DateText at={event.at} />}
      </p>
      {details}
      <p>{t.kept}</p>
      <Button onClick={onRefresh} loading={refreshing}>
        {t.refresh}
      </Button>
    </div>
  )
}
