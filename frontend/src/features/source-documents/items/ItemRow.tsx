import CloseOutlined from '@ant-design/icons/es/icons/CloseOutlined'
import DownOutlined from '@ant-design/icons/es/icons/DownOutlined'
import UpOutlined from '@ant-design/icons/es/icons/UpOutlined'
import { memo, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import styles from './items.module.css'
import type { Column, Row, RowFaults } from './rows'
import { type FieldProps, useFields } from './useFields'

interface Props extends FieldProps {
  id: string
  index: number
  row: Row
  faults: RowFaults | undefined
  onShow: (id: string) => void
}

const NARROW: readonly Column[] = ['leadId', 'supportingIds', 'owner', 'dueOn', 'urgency', 'kind']

/** One item of the table; its requirement unfolds below. */
export const ItemRow = memo(function ItemRow({ id, index, row, faults, dispatch, onShow }: Props) {
  const t = useText(registerTexts)
  const [open, setOpen] = useState(false)
  const { input, fault } = useFields(id, row, faults, { dispatch })
  const unfolded = open || faults?.requirement !== undefined
  return (
    <>
      <tr className={styles.row}>
        <td className={styles.number}>
          <button type="button" className={styles.place} onClick={() => onShow(id)} title={t.text}>
            {index + 1}
          </button>
        </td>
        <td>
          {input('title')}
          {fault('title')}
          {fault('row')}
          <button
            type="button"
            className={styles.unfold}
            aria-expanded={unfolded}
            onClick={() => setOpen(!open)}
          >
            {unfolded ? <UpOutlined /> : <DownOutlined />}
            {unfolded ? t.hideRequirement : t.showRequirement}
            {!unfolded && <span className={styles.preview}>{row.requirement}</span>}
          </button>
        </td>
        {NARROW.map((column) => (
          <td key={column}>
            {input(column)}
            {fault(column)}
          </td>
        ))}
        <td className={styles.remove}>
          <button
            type="button"
            className={styles.removeButton}
            aria-label={t.removeRow(row.title)}
            title={t.remove}
            onClick={() => dispatch({ type: 'toggle', id })}
          >
            <CloseOutlined />
          </button>
        </td>
      </tr>
      {unfolded && (
        <tr className={styles.requirementRow}>
          <td />
          <td colSpan={NARROW.length + 2}>
            {input('requirement')}
            {fault('requirement')}
          </td>
        </tr>
      )}
    </>
  )
})
