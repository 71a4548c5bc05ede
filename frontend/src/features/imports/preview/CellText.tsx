import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { CELL_MARKS, CELL_STATES } from '../labels'
import type { ImportCell } from '../types'
import { shownText } from './cells'
import styles from './preview.module.css'
import { previewTexts } from './texts'

/** What a cell says, with the mark and the word of its state beside the colour. */
export function CellText({ cell }: { cell: ImportCell }) {
  const t = useText(previewTexts)
  const label = useLabel()
  const text = shownText(cell)
  const changed = cell.state === 'changed'
  return (
    <>
      {cell.state !== 'ok' && (
        <span className={styles.mark}>
          <span aria-hidden="true">{CELL_MARKS[cell.state]}</span>
          <span className="visually-hidden">{label(CELL_STATES[cell.state])}</span>
        </span>
      )}
      {changed && (
        <>
          <del>
            <span className="visually-hidden">{t.was}</span>
            {cell.before || t.blank}
          </del>{' '}
        </>
      )}
      {text || (
        <span className={styles.blank}>{changed ? t.toEmpty : cell.state === 'ok' ? '' : t.blank}</span>
      )}
    </>
  )
}

/** The whole of what is to be known of a cell, for hover and for the line below the grid. */
export function cellNote(cell: ImportCell, written: string): string | undefined {
  const parts = [cell.message, cell.state === 'corrected' && cell.written && `${written} ${cell.written}`]
  return parts.filter(Boolean).join(' ') || undefined
}
