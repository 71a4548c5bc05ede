import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Lamp } from '@/shared/ui/Lamp'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useWarnings } from '../api'
import { ReminderText } from './ReminderText'
import { remindersOf, ruleOf, type Step, URGENCY_LAMPS } from './rules'
import { warningTexts } from './texts'
import styles from './warnings.module.css'

interface Props {
  branchId: string
  /** The steps that this person may take here. */
  open: readonly Step[]
  onStep: (step: Step) => void
}

/** What a branch should be reminded of, each with its article and the step that settles it. */
export function WarningsCard({ branchId, open, onStep }: Props) {
  const t = useText(warningTexts)
  const warnings = useWarnings(branchId)
  const reminders = remindersOf(warnings.data ?? [])
  return (
    <Card title={t.title} aside={reminders.length || undefined}>
      {warnings.isPending && <Loading />}
      {warnings.isError && (
        <LoadFailure error={warnings.error} onRetry={() => void warnings.refetch()} compact />
      )}
      {warnings.data?.length === 0 && (
        <EmptyState title={t.inOrder} compact>
          {t.inOrderText}
        </EmptyState>
      )}
      <ul className={styles.warnings}>
        {reminders.map((reminder) => {
          const rule = ruleOf(reminder.code)
          const steps = rule?.steps.filter((step) => open.includes(step)) ?? []
          return (
            <li key={`${reminder.code} ${reminder.rule}`}>
              <span className={styles.lamp}>
                <Lamp colour={URGENCY_LAMPS[reminder.urgency]} word={t[reminder.urgency]} />
              </span>
              <ReminderText reminder={reminder} />
              {rule && (
                <span className={styles.next}>
                  <span className={styles.hint}>
                    {t.next}：{t[rule.hint]}
                  </span>
                  {steps.map((step) => (
                    <Button key={step} size="small" onClick={() => onStep(step)}>
                      {t[STEP_LABELS[step]]}
                    </Button>
                  ))}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

const STEP_LABELS = {
  term: 'nextTerm',
  postpone: 'nextPostpone',
  post: 'nextPost',
  merge: 'nextMerge',
} as const satisfies Record<Step, string>
