import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import type { RowQuery } from '../api'
import { FIELDS } from '../labels'
import type { Import, ImportField, ImportRow } from '../types'
import { CellEditor } from './CellEditor'
import { CellText, cellNote } from './CellText'
import { ConflictOffer } from './ConflictOffer'
import { cellOf, moved, type Place, startText } from './cells'
import styles from './preview.module.css'
import { RowReasons, RowState } from './RowState'
import { previewTexts } from './texts'
import { useRowSaving } from './useRowSaving'

export interface RowsProps {
  found: Import
  query: RowQuery
  rows: readonly ImportRow[]
  fields: readonly ImportField[]
  /** The preview is not yet decided: cells can be put right. */
  editable: boolean
}

/** The rows as a sheet: arrows move between the cells, Enter edits one. */
export function PreviewGrid({ found, query, rows, fields, editable }: RowsProps) {
  const t = useText(previewTexts)
  const label = useLabel()
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  const [editing, setEditing] = useState(false)
  const table = useRef<HTMLTableElement>(null)
  const follow = useRef(false)
  const stop = () => {
    follow.current = true
    setEditing(false)
  }
  const saving = useRowSaving(found.id, query, stop)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the place after it has been drawn
  useEffect(() => {
    if (!follow.current || editing) return
    follow.current = false
    table.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus()
  }, [at, editing])

  const edit = (place: Place) => {
    setAt(place)
    if (editable) setEditing(true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || (event.target as HTMLElement).closest('a, button')) return
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      return edit(at)
    }
    const next = moved(at, event.key, rows.length, fields.length)
    if (next === null) return
    event.preventDefault()
    follow.current = true
    setAt(next)
  }
  return (
    <>
      {editable && <p className={styles.hint}>{t.hint}</p>}
      <div className={styles.scroller}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of ARIA is a table in which one moves */}
        <table ref={table} role="grid" className={styles.grid} aria-label={t.title} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">{t.number}</th>
              <th scope="col">{t.state}</th>
              <th scope="col">{t.reasons}</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {label(FIELDS[field])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.number}>
                <th scope="row">{row.number}</th>
                <td className={styles.stateCell}>
                  <RowState row={row} />
                </td>
                <td className={styles.reasons}>
                  <RowReasons
                    row={row}
                    onEdit={
                      editable ? (field) => edit({ row: index, column: fields.indexOf(field) }) : undefined
                    }
                  />
                  <ConflictOffer
                    row={row}
                    branch={found.branch}
                    onCheckAgain={editable ? () => saving.submit({ row, cells: nameAgain(row) }) : undefined}
                  />
                </td>
                {fields.map((field, column) => {
                  const cell = cellOf(row, field)
                  const here = at.row === index && at.column === column
                  return (
                    <td
                      key={field}
                      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cell of a grid
                      role="gridcell"
                      tabIndex={here ? 0 : -1}
                      className={styles[`cell-${cell.state}`]}
                      title={cellNote(cell, t.written)}
                      onFocus={() => here || setAt({ row: index, column })}
                      onDoubleClick={() => edit({ row: index, column })}
                    >
                      {here && editing ? (
                        <CellEditor
                          label={t.edit(label(FIELDS[field]), row.number)}
                          start={startText(cell)}
                          pending={saving.pending}
                          onSave={(text) => saving.submit({ row, cells: { [field]: text } })}
                          onCancel={stop}
                        />
                      ) : (
                        <CellText cell={cell} />
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PresentCell row={rows[at.row]} field={fields[at.column]} />
    </>
  )
}

/** A row is read once more when a cell is written as it is. */
export const nameAgain = (row: ImportRow): Partial<Record<ImportField, string>> => ({
  name: cellOf(row, 'name').value ?? '',
})

/** The whole reason of the cell that has the focus. */
function PresentCell({ row, field }: { row: ImportRow | undefined; field: ImportField | undefined }) {
  const t = useText(previewTexts)
  const label = useLabel()
  if (row === undefined || field === undefined) return null
  const cell = cellOf(row, field)
  const note = cellNote(cell, t.written)
  return (
    <p className={styles.present} role="status" aria-label={t.detail}>
      {t.rowOf(row.number)} · {label(FIELDS[field])}
      {note && ` · ${note}`}
      {cell.rule && ` ${t.rule(cell.rule)}`}
    </p>
  )
}
