import Button from 'antd/es/button'
import { memo } from 'react'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import { DueChoices } from './DueChoices'
import { DueNote } from './DueNote'
import styles from './items.module.css'
import type { Column, Row, RowFaults } from './rows'
import { type FieldProps, useFields } from './useFields'

interface Props extends FieldProps {
  id: string
  index: number
  row: Row
  faults: RowFaults | undefined
}

const FIELDS: readonly Column[] = [
  'title',
  'requirement',
  'leadId',
  'supportingIds',
  'owner',
  'urgency',
  'kind',
]

/** One item as a card, for a phone. */
export const ItemCard = memo(function ItemCard({ id, index, row, faults, dispatch }: Props) {
  const t = useText(registerTexts)
  const { input, fault } = useFields(id, row, faults, { dispatch })
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <b>{index + 1}</b>
        <Button type="text" size="small" onClick={() => dispatch({ type: 'toggle', id })}>
          {t.remove}
        </Button>
      </div>
      {fault('row')}
      {FIELDS.map((column) => (
        <div key={column} className={styles.field}>
          <span className={styles.label} aria-hidden="true">
            {t[column]}
            {(column === 'title' || column === 'leadId') && <span className={styles.required}>*</span>}
          </span>
          {input(column)}
          {fault(column)}
        </div>
      ))}
      <div className={styles.field}>
        <span className={styles.label}>{t.dueOn}</span>
        <DueChoices
          value={row.dueOn}
          onChange={(value) => dispatch({ type: 'set', id, column: 'dueOn', value })}
        />
        <DueNote day={row.dueOn} />
        {fault('dueOn')}
      </div>
    </li>
  )
})
