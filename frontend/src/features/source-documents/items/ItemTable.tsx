import ArrowDownOutlined from '@ant-design/icons/es/icons/ArrowDownOutlined'
import type { KeyboardEvent } from 'react'
import { useText } from '@/shared/i18n/texts'
import type { State } from '../register/registration'
import { registerTexts } from '../register/texts'
import { ItemRow } from './ItemRow'
import styles from './items.module.css'
import type { FieldProps } from './useFields'

const COLUMNS = ['title', 'leadId', 'supportingIds', 'owner', 'dueOn', 'urgency', 'kind'] as const

interface Props extends FieldProps {
  state: State
  onShow: (id: string) => void
}

/** The chosen items being filled: one row a ticket, columns that fill down as in a spreadsheet. */
export function ItemTable({ state, dispatch, onShow }: Props) {
  const t = useText(registerTexts)
  const several = state.chosen.length > 1
  return (
    <div className={styles.scroll}>
      <table className={styles.table} onKeyDown={onCellKeys}>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              {t.number}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={styles[column]}>
                <span className={styles.columnHead}>
                  {t[column]}
                  {(column === 'title' || column === 'leadId') && <span className={styles.required}>*</span>}
                  {several && column !== 'title' && (
                    <button
                      type="button"
                      className={styles.copyDown}
                      title={t.copyDown(t[column])}
                      aria-label={t.copyDown(t[column])}
                      onClick={() => dispatch({ type: 'copyDown', column })}
                    >
                      <ArrowDownOutlined />
                    </button>
                  )}
                </span>
              </th>
            ))}
            <th scope="col" className={styles.remove}>
              <span className="visually-hidden">{t.remove}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {state.chosen.map((id, index) => {
            const row = state.rows[id]
            return (
              row && (
                <ItemRow
                  key={id}
                  id={id}
                  index={index}
                  row={row}
                  faults={state.faults[id]}
                  dispatch={dispatch}
                  onShow={onShow}
                />
              )
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Enter goes to the same column of the next row, Shift+Enter to that of the row before. */
function onCellKeys(event: KeyboardEvent<HTMLTableElement>): void {
  const target = event.target as HTMLElement
  if (event.key !== 'Enter' || !target.matches('[data-column]')) return
  event.preventDefault()
  const cells = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(`[data-column="${target.dataset.column}"]`),
  ]
  cells[cells.indexOf(target) + (event.shiftKey ? -1 : 1)]?.focus()
}
