import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'

interface Props {
  id?: string
  /** `YYYY-MM`. */
  value?: string | null
  onChange?: (month: string | null) => void
}

/** Picks a month; its value is the API's `YYYY-MM`. */
export function MonthPicker({ value, onChange, id }: Props) {
  return (
    <DatePicker
      id={id}
      picker="month"
      style={{ width: '100%', maxWidth: 240 }}
      value={value ? dayjs(`${value}-01`) : null}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM') : null)}
    />
  )
}
