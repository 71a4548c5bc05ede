import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import styles from './calendar.module.css'
import { type CalendarDay, monthsOf, nextPlace, SIGNS, type Week } from './days'
import { calendarTexts } from './texts'

interface Props {
  days: CalendarDay[]
  /** `YYYY-MM-DD`. */
  today: string
  onChoose: (day: string) => void
}

/** Twelve months; one day holds the place in the tab order, arrow keys move it. */
export function YearView({ days, today, onChoose }: Props) {
  const t = useText(calendarTexts)
  const area = useRef<HTMLDivElement>(null)
  const first = days.find(({ day }) => day === today) ?? days[0]
  const [current, setCurrent] = useState(first?.day ?? '')
  const months = useMemo(() => monthsOf(days), [days])
  const names = t.months.split(' ')
  const onKeyDown = (event: KeyboardEvent) => {
    const place = nextPlace(
      event.key,
      days.findIndex(({ day }) => day === current),
      days.length,
    )
    const next = place === null ? undefined : days[place]
    if (next === undefined) return
    event.preventDefault()
    setCurrent(next.day)
    area.current?.querySelector<HTMLElement>(`[data-day="${next.day}"]`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div ref={area} className={styles.year} onKeyDown={onKeyDown}>
      {months.map((weeks, month) => (
        <Month
          key={names[month]}
          name={names[month] ?? ''}
          weeks={weeks}
          today={today}
          current={current}
          onChoose={(day) => {
            setCurrent(day)
            onChoose(day)
          }}
        />
      ))}
    </div>
  )
}

interface MonthProps {
  name: string
  weeks: Week[]
  today: string
  current: string
  onChoose: (day: string) => void
}

function Month({ name, weeks, today, current, onChoose }: MonthProps) {
  const t = useText(calendarTexts)
  const short = t.weekdays.split(' ')
  return (
    <table className={styles.month}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {t.weekdayNames.split(' ').map((weekday, place) => (
            <th key={weekday} scope="col" abbr={weekday}>
              {short[place]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== null)?.day}>
            {week.map((day, place) => (
              <td key={day?.day ?? `blank-${place}`}>
                {day && (
                  <DayButton
                    day={day}
                    isToday={day.day === today}
                    tabbable={day.day === current}
                    onChoose={onChoose}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface DayProps {
  day: CalendarDay
  isToday: boolean
  tabbable: boolean
  onChoose: (day: string) => void
}

const DayButton = memo(
  function DayButton({ day, isToday, tabbable, onChoose }: DayProps) {
    const t = useText(calendarTexts)
    const words = useDayWords(day)
    const looks = [
      styles.day,
      styles[day.kind],
      day.overridden ? styles.overridden : '',
      isToday ? styles.today : '',
    ]
    return (
      <button
        type="button"
        data-day={day.day}
        className={looks.filter(Boolean).join(' ')}
        tabIndex={tabbable ? 0 : -1}
        aria-label={isToday ? `${words}，${t.today}` : words}
        aria-current={isToday ? 'date' : undefined}
        title={words}
        onClick={() => onChoose(day.day)}
      >
        {Number(day.day.slice(8))}
        <small aria-hidden="true">{SIGNS[day.kind]}</small>
      </button>
    )
  },
  (before, after) =>
    before.day === after.day && before.isToday === after.isToday && before.tabbable === after.tabbable,
)

/** A day in words: `10月1日（周四），节假日，国庆节，手工设定`. */
function useDayWords(day: CalendarDay): string {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const parts = [
    dayText(day.day, language, new Date(`${day.day}T12:00:00+08:00`)),
    t[day.kind].replace(/[（(].*$/, '').trim(),
    day.name,
    day.overridden ? t.byHandWord : null,
    day.provisional ? t.provisionalWord : null,
  ]
  return parts.filter(Boolean).join(language === 'en' ? ', ' : '，')
}
