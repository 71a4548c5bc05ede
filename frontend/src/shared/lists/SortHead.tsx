import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './table.module.css'

const texts = defineTexts(
  { rising: '按升序排列', falling: '按降序排列' },
  { rising: 'Sort ascending', falling: 'Sort descending' },
)

type Sort<F extends string> = F | `-${F}`

interface Props<F extends string> {
  label: string
  field: F
  /** The list's present sort. */
  sort: string
  onSort: (sort: Sort<F>) => void
  /** The first press sorts from the highest down: what is newest stands first. */
  falls?: boolean
}

/** The head of a column by which the list can be sorted. */
export function SortHead<F extends string>({ label, field, sort, onSort, falls = false }: Props<F>) {
  const t = useText(texts)
  const rising = sort === field
  const falling = sort === `-${field}`
  const next: Sort<F> = (falls ? !falling : rising) ? `-${field}` : field
  return (
    <th scope="col" aria-sort={rising ? 'ascending' : falling ? 'descending' : undefined}>
      <button
        type="button"
        className={styles.sort}
        title={next === field ? t.rising : t.falling}
        onClick={() => onSort(next)}
      >
        {label}
        <span aria-hidden="true">{rising ? '↑' : falling ? '↓' : '↕'}</span>
      </button>
    </th>
  )
}
