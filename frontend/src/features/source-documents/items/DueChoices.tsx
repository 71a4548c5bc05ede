import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import { type DueRule, PERIOD_ENDS, reckonDue, WORKDAY_STEPS } from './dueDates'
import styles from './items.module.css'

interface Props {
  value: string | null
  onChange: (day: string | null) => void
  /** Called when a choice has been made, to close what holds the choices. */
  onDone?: () => void
  startFocused?: boolean
}

/** Sets a due date by a rule ("+20 working days") or by hand. */
export function DueChoices({ value, onChange, onDone, startFocused }: Props) {
  const t = useText(registerTexts)
  const report = useReportProblem()
  const today = cityDate(new Date())
  const set = (day: string | null) => {
    onChange(day)
    onDone?.()
  }
  const reckon = useMutation({
    mutationFn: (rule: DueRule) => reckonDue(today, rule),
    onSuccess: ({ due_on }) => set(due_on),
    onError: report,
  })
  return (
    <div className={styles.due}>
      <span className={styles.quiet}>{t.fromToday}</span>
      <span className={styles.chips}>
        {WORKDAY_STEPS.map((days, index) => (
          <Button
            key={days}
            size="small"
            autoFocus={startFocused && index === 0}
            onClick={() => reckon.mutate({ days })}
          >
            {t.workdays(days)}
          </Button>
        ))}
        {PERIOD_ENDS.map((preset) => (
          <Button key={preset} size="small" onClick={() => reckon.mutate({ preset })}>
            {t[preset]}
          </Button>
        ))}
      </span>
      <span className={styles.chips}>
        <DayPicker value={value} min={today} onChange={set} />
        {value !== null && (
          <Button type="text" onClick={() => set(null)}>
            {t.clearDue}
          </Button>
        )}
      </span>
      <span className={styles.quiet}>{t.defaultDue}</span>
    </div>
  )
}
