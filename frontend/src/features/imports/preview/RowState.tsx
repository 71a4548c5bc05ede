import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { FIELDS, ROW_MARKS } from '../labels'
import type { ImportRow } from '../types'
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

/** Why a row is as it is: its conflict, then what is said of its cells. */
export function RowReasons({ row }: { row: ImportRow }) {
  const t = useText(previewTexts)
  const label = useLabel()
  const reasons = reasonsOf(row)
  return (
    <>
      {row.conflict && <p className={styles.reason}>{row.conflict.message}</p>}
      {reasons.map(({ field, state, message }) => (
        <p key={field} className={`${styles.reason} ${state === 'error' ? styles.wrong : ''}`}>
          {t.reason(label(FIELDS[field]), message)}
        </p>
      ))}
    </>
  )
}
