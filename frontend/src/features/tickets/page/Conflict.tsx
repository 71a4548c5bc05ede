import Button from 'antd/es/button'
import { isProblem, type Problem } from '@/shared/api/problem'
import { useText } from '@/shared/i18n/texts'
import { DateText } from '@/shared/ui/DateText'
import styles from './page.module.css'
import { pageTexts } from './texts'

/** What a 412 says about the step that came first. */
interface LastEvent {
  action_label: string
  actor: string
  at: string
}

export const isConflict = (error: unknown): error is Problem =>
  isProblem(error) && (error.status === 409 || error.status === 412)

function lastEvent(problem: Problem): LastEvent | null {
  const current = problem.body.current as { last_event?: LastEvent } | undefined
  return current?.last_event ?? null
}

interface Props {
  problem: Problem
  refreshing: boolean
  onRefresh: () => void
}

/** Somebody was faster: who did what and when, and the way on, with what was typed kept. */
export function Conflict({ problem, refreshing, onRefresh }: Props) {
  const t = useText(pageTexts)
  const event = lastEvent(problem)
  return (
    <div className={styles.conflict} role="alert">
      <strong>{t.happened}</strong>
      <p>
        {event ? t.happenedWho(event.actor, event.action_label) : problem.message}{' '}
        {event && <DateText at={event.at} />}
      </p>
      <p>{t.kept}</p>
      <Button onClick={onRefresh} loading={refreshing}>
        {t.refresh}
      </Button>
    </div>
  )
}
