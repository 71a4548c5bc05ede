import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { FIELDS, ROW_MARKS } from '../labels'
import type { ImportField, ImportRow } from '../types'
import { reasonsOf } from './cells'
import styles from './preview.module.css'
import { previewTexts } from './texts'

/** What a row would do: shape, colour, word. */
export function RowState({ row }: { row: ImportRow }) {
  return (
    <span className={`${styles.state} ${styles[row.state]}`}>
      <span aria-hidden="true">{ROW_MARKS[row.state]}</span> {row.state_label}
    </span>
  )
}

interface ReasonsProps {
  row: ImportRow
  /** Opens the cell that a reason speaks of; absent when nothing can be put right any more. */
  onEdit?: (field: ImportField) => void
}

/** Why a row is as it is: its conflict, then what is said of its cells. */
export function RowReasons({ row, onEdit }: ReasonsProps) {
  const t = useText(previewTexts)
  const label = useLabel()
  const reasons = reasonsOf(row)
  return (
    <>
      {row.conflict && <p className={styles.reason}>{row.conflict.message}</p>}
      {reasons.map(({ field, state, message }) => {
        const text = t.reason(label(FIELDS[field]), message)
        const look = `${styles.reason} ${state === 'error' ? styles.wrong : ''}`
        return onEdit ? (
          <button key={field} type="button" className={look} onClick={() => onEdit(field)}>
            {text}
          </button>
        ) : (
          <p key={field} className={look}>
            {text}
          </p>
        )
      })}
    </>
  )
}
