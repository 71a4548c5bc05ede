import { type ReactNode, useId } from 'react'
import { useText } from '@/shared/i18n/texts'
import { TICKET_KINDS, URGENCIES } from '@/shared/tickets/labels'
import type { Change } from '../register/registration'
import { registerTexts } from '../register/texts'
import { BranchCell } from './BranchCell'
import { DueCell } from './DueCell'
import styles from './items.module.css'
import { OptionCell } from './OptionCell'
import type { Column, Row, RowFaults } from './rows'
import { usePaste } from './usePaste'

export interface FieldProps {
  dispatch: (change: Change) => void
}

interface Fields {
  /** The input of a column. */
  input: (column: Column) => ReactNode
  /** What is wrong with it. */
  fault: (column: Column | 'row') => ReactNode
}

/** The inputs of one item, for a row of the table and for a card on a phone alike. */
export function useFields(
  id: string,
  row: Row,
  faults: RowFaults | undefined,
  { dispatch }: FieldProps,
): Fields {
  const t = useText(registerTexts)
  const prefix = useId()
  const paste = usePaste(dispatch)
  const faultId = (column: Column | 'row') => (faults?.[column] ? `${prefix}-${column}` : undefined)
  const set = <C extends Column>(column: C, value: Row[C]) => dispatch({ type: 'set', id, column, value })
  const named = (column: Exclude<Column, 'requirement'>) => `${t[column]}（${row.title}）`
  const marks = (column: Column) => ({
    'aria-invalid': faults?.[column] !== undefined,
    'data-invalid': faults?.[column] !== undefined,
    'aria-describedby': faultId(column),
    className: `${styles.text} ${faults?.[column] ? styles.invalid : ''}`,
    onPaste: paste(column, id),
  })
  const cell = (column: Exclude<Column, 'requirement'>) => ({
    label: named(column),
    invalid: faults?.[column] !== undefined,
    describedBy: faultId(column),
    onPaste: paste(column, id),
  })

  const inputs: Record<Column, () => ReactNode> = {
    title: () => (
      <textarea
        {...marks('title')}
        data-column="title"
        rows={2}
        maxLength={200}
        aria-label={t.title}
        value={row.title}
        onChange={(event) => set('title', event.target.value.replace(/\n/g, ''))}
      />
    ),
    requirement: () => (
      <textarea
        {...marks('requirement')}
        rows={5}
        maxLength={10_000}
        aria-label={t.requirementOf(row.title)}
        value={row.requirement}
        onChange={(event) => set('requirement', event.target.value)}
      />
    ),
    leadId: () => (
      <BranchCell
        {...cell('leadId')}
        multiple={false}
        value={row.leadId === null ? [] : [row.leadId]}
        onChange={([lead]) => set('leadId', lead ?? null)}
      />
    ),
    supportingIds: () => (
      <BranchCell
        {...cell('supportingIds')}
        multiple
        value={row.supportingIds}
        onChange={(ids) => set('supportingIds', ids)}
      />
    ),
    owner: () => (
      <input
        {...marks('owner')}
        data-column="owner"
        maxLength={60}
        aria-label={named('owner')}
        value={row.owner}
        onChange={(event) => set('owner', event.target.value)}
      />
    ),
    dueOn: () => <DueCell {...cell('dueOn')} value={row.dueOn} onChange={(day) => set('dueOn', day)} />,
    urgency: () => (
      <OptionCell
        {...cell('urgency')}
        value={row.urgency}
        options={URGENCIES}
        onChange={(urgency) => set('urgency', urgency)}
      />
    ),
    kind: () => (
      <OptionCell
        {...cell('kind')}
        value={row.kind}
        options={TICKET_KINDS}
        onChange={(kind) => set('kind', kind)}
      />
    ),
  }
  return {
    input: (column) => inputs[column](),
    fault: (column) =>
      faults?.[column] && (
        <span id={faultId(column)} className={styles.fault}>
          {faults[column]}
        </span>
      ),
  }
}
