import EditOutlined from '@ant-design/icons/es/icons/EditOutlined'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import cards from '@/shared/lists/cards.module.css'
import { FIELDS } from '../labels'
import type { ImportField, ImportRow } from '../types'
import { CellEditor } from './CellEditor'
import { CellText } from './CellText'
import { ConflictOffer } from './ConflictOffer'
import { cellOf, reasonsOf, startText } from './cells'
import { nameAgain, type RowsProps } from './PreviewGrid'
import styles from './preview.module.css'
import { RowState } from './RowState'
import { previewTexts } from './texts'
import { useRowSaving } from './useRowSaving'

/** The rows on a phone: what is wrong with its reason and its button, everything else folded. */
export function RowCards({ found, query, rows, fields, editable }: RowsProps) {
  const t = useText(previewTexts)
  const [editing, setEditing] = useState<string | null>(null)
  const saving = useRowSaving(found.id, query, () => setEditing(null))
  const lines = (row: ImportRow, shown: readonly ImportField[], where: string) =>
    shown.map((field) => {
      const key = `${where}:${row.number}:${field}`
      return (
        <CellLine
          key={key}
          row={row}
          field={field}
          editing={editing === key}
          pending={saving.pending}
          onEdit={editable ? () => setEditing(key) : undefined}
          onCancel={() => setEditing(null)}
          onSave={(text) => saving.submit({ row, cells: { [field]: text } })}
        />
      )
    })
  return (
    <ul className={cards.cards}>
      {rows.map((row) => (
        <li key={row.number} className={cards.card}>
          <span className={cards.head}>
            <span className={cards.title}>
              {cellOf(row, 'name').value ?? cellOf(row, 'name').written ?? t.blank}
            </span>
            <RowState row={row} />
          </span>
          <span className={cards.quiet}>
            {[t.rowOf(row.number), cellOf(row, 'branch').value].filter(Boolean).join(' · ')}
          </span>
          {row.conflict && <p className={styles.reason}>{row.conflict.message}</p>}
          <ConflictOffer
            row={row}
            branch={found.branch}
            onCheckAgain={editable ? () => saving.submit({ row, cells: nameAgain(row) }) : undefined}
          />
          {lines(
            row,
            reasonsOf(row).map(({ field }) => field),
            'reasons',
          )}
          <details className={styles.all}>
            <summary>{t.allCells}</summary>
            {lines(row, fields, 'all')}
          </details>
        </li>
      ))}
    </ul>
  )
}

interface LineProps {
  row: ImportRow
  field: ImportField
  editing: boolean
  pending: boolean
  /** Absent when nothing can be put right any more. */
  onEdit?: () => void
  onSave: (text: string) => void
  onCancel: () => void
}

function CellLine({ row, field, editing, pending, onEdit, onSave, onCancel }: LineProps) {
  const t = useText(previewTexts)
  const name = useLabel()(FIELDS[field])
  const cell = cellOf(row, field)
  const edit = t.edit(name, row.number)
  return (
    <div className={`${styles.line} ${styles[`cell-${cell.state}`]}`}>
      <span className={styles.lineName}>{name}</span>
      {editing ? (
        <CellEditor
          label={edit}
          start={startText(cell)}
          pending={pending}
          onSave={onSave}
          onCancel={onCancel}
        />
      ) : (
        <span className={styles.lineText}>
          <CellText cell={cell} />
        </span>
      )}
      {onEdit && !editing && (
        <Button type="text" size="small" icon={<EditOutlined />} aria-label={edit} onClick={onEdit} />
      )}
      {cell.message && <span className={styles.lineReason}>{cell.message}</span>}
    </div>
  )
}
