import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import type { components, paths } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { cityDate } from '@/shared/format/dates'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { DayPicker } from './DayPicker'
import styles from './DueInput.module.css'
import { useReportProblem } from './problems'

const texts = defineTexts(
  {
    helpers: '快速填写时限',
    plus: (days: number) => `+${days} 个工作日`,
    month_end: '月底',
    quarter_end: '季度末',
    year_end: '年底',
    reckoned: (working: number, calendar: number) => `共 ${working} 个工作日（${calendar} 天）。`,
  },
  {
    helpers: 'Fill in the due date',
    plus: (days) => `+${days} working days`,
    month_end: 'End of month',
    quarter_end: 'End of quarter',
    year_end: 'End of year',
    reckoned: (working, calendar) => `${working} working days (${calendar} days).`,
  },
)

type Reckoning = NonNullable<paths['/api/v1/calendar/due-date']['get']['parameters']['query']>
type DueDate = components['schemas']['DueDate']

const DAYS = [5, 10, 20]
const PRESETS = ['month_end', 'quarter_end', 'year_end'] as const

interface Props {
  id?: string
  /** `YYYY-MM-DD`. */
  value?: string | null
  onChange?: (date: string | null) => void
  /** The day from which the helpers count, not counted itself; today when left out. */
  from?: string
}

/** A due date with helpers that count on the city's work calendar: +5, +10, +20 working days, ends of periods. */
export function DueInput({ id, value, onChange, from }: Props) {
  const t = useText(texts)
  const report = useReportProblem()
  const start = from ?? cityDate(new Date())
  const reckon = useMutation({
    mutationFn: (how: Omit<Reckoning, 'from'>) =>
      unwrap(api.GET('/api/v1/calendar/due-date', { params: { query: { from: start, ...how } } })),
    onSuccess: ({ due_on }: DueDate) => onChange?.(due_on),
    onError: report,
  })
  const reckoned = reckon.data?.due_on === value ? reckon.data : undefined
  return (
    <div className={styles.due}>
      <DayPicker id={id} value={value} onChange={onChange} min={cityDate(new Date())} />
      <fieldset className={styles.helpers} aria-label={t.helpers}>
        {DAYS.map((days) => (
          <Button key={days} size="small" onClick={() => reckon.mutate({ days })}>
            {t.plus(days)}
          </Button>
        ))}
        {PRESETS.map((preset) => (
          <Button key={preset} size="small" onClick={() => reckon.mutate({ preset })}>
            {t[preset]}
          </Button>
        ))}
      </fieldset>
      <p className={styles.note} aria-live="polite">
        {reckoned && t.reckoned(reckoned.working_days, reckoned.calendar_days)} {reckoned?.note}
      </p>
    </div>
  )
}
