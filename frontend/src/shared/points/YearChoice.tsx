import Select from 'antd/es/select'
import { useText } from '@/shared/i18n/texts'
import { pointTexts } from './texts'
import { thisYear } from './year'

const YEARS_BACK = 4

interface Props {
  value: number
  onChange: (year: number) => void
  /** The year to come as well: for schemes. */
  ahead?: boolean
}

/** Chooses a year, this one and some before. */
export function YearChoice({ value, onChange, ahead = false }: Props) {
  const t = useText(pointTexts)
  const first = thisYear() + (ahead ? 1 : 0)
  const years = [...new Set([...Array.from({ length: YEARS_BACK }, (_, back) => first - back), value])]
  return (
    <Select
      aria-label={t.year}
      value={value}
      onChange={onChange}
      options={years.map((year) => ({ value: year, label: t.yearOf(year) }))}
      style={{ minWidth: 110 }}
    />
  )
}
