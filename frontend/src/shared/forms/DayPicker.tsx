import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'

interface Props {
  id?: string
  /** `YYYY-MM-DD`. */
  value?: string | null
  onChange?: (date: string | null) => void
  /** The first day that may be chosen, `YYYY-MM-DD`. */
  min?: string
  disabled?: boolean
  'aria-label'?: string
}

/** Picks a legal date; its value is the API's `YYYY-MM-DD`. */
export function DayPicker({ value, onChange, min, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      style={{ width: '100%', maxWidth: 240 }}
      value={value ? dayjs(value) : null}
      minDate={min ? dayjs(min) : undefined}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM-DD') : null)}
    />
  )
}
