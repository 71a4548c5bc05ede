import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { FilterBar } from '@/shared/lists/FilterBar'
import { useCan } from '@/shared/session/me'
import { TICKET_KINDS, URGENCIES } from '@/shared/tickets/labels'
import { countActive, DUE_WINDOWS, type TicketFilters } from '../filters'
import { STATES } from '../labels'
import type { ChangeFilters } from '../useTicketFilters'
import { DocumentSelect } from './DocumentSelect'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  filters: TicketFilters
  change: ChangeFilters
  clear: () => void
  /** The board has its own columns of states. */
  withStates?: boolean
  extra?: ReactNode
}

/** Search, unit, due window, mine; kind, urgency, state and exact days in the sheet. */
export function TicketFilterBar({ filters, change, clear, withStates = true, extra }: Props) {
  const t = useText(listTexts)
  const windows = { any: t.dueAny, '7d': t.due7d, '30d': t.due30d }
  return (
    <FilterBar
      search={filters.q}
      onSearch={(q) => change({ q }, { replace: true })}
      placeholder={t.search}
      activeCount={countActive(filters)}
      onClear={clear}
      extra={extra}
      filters={
        <>
          <div className={styles.unit}>
            <BranchSelect
              aria-label={t.unit}
              placeholder={t.unit}
              allowClear
              value={filters.within || undefined}
              onChange={(within) => change({ within: within ?? '' })}
            />
          </div>
          <Select
            className={styles.window}
            aria-label={t.due}
            value={filters.due}
            options={DUE_WINDOWS.map((value) => ({ value, label: windows[value] }))}
            onChange={(due) => change({ due, due_after: '', due_before: '' })}
          />
          <Checkbox checked={filters.mine} onChange={(event) => change({ mine: event.target.checked })}>
            {t.mine}
          </Checkbox>
        </>
      }
      moreFilters={<MoreFilters filters={filters} change={change} withStates={withStates} />}
    />
  )
}

function MoreFilters({ filters, change, withStates }: Pick<Props, 'filters' | 'change' | 'withStates'>) {
  const t = useText(listTexts)
  const kinds = useOptions(TICKET_KINDS)
  const urgencies = useOptions(URGENCIES)
  const states = useOptions(STATES)
  const mayReadDocuments = useCan()('source_document:read')
  return (
    <>
      <Choice label={t.kind}>
        <Select
          mode="multiple"
          aria-label={t.kind}
          placeholder={t.any}
          options={kinds}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
      </Choice>
      <Choice label={t.urgency}>
        <Select
          mode="multiple"
          aria-label={t.urgency}
          placeholder={t.any}
          options={urgencies}
          value={filters.urgency}
          onChange={(urgency) => change({ urgency })}
        />
      </Choice>
      {withStates && (
        <Choice label={t.state}>
          <Select
            mode="multiple"
            aria-label={t.state}
            placeholder={t.any}
            options={states}
            value={filters.state}
            onChange={(state) => change({ state })}
          />
        </Choice>
      )}
      <Choice label={t.exactUnit}>
        <BranchSelect
          multiple
          allowClear
          aria-label={t.exactUnit}
          placeholder={t.any}
          value={filters.lead_branch_id}
          onChange={(ids) => change({ lead_branch_id: ids })}
        />
      </Choice>
      {mayReadDocuments && (
        <Choice label={t.source}>
          <DocumentSelect chosen={filters.source_id} onChange={(ids) => change({ source_id: ids })} />
        </Choice>
      )}
      <Choice label={t.dueAfter}>
        <DayPicker
          aria-label={t.dueAfter}
          value={filters.due_after || null}
          onChange={(day) => change({ due_after: day ?? '', due: 'any' })}
        />
      </Choice>
      <Choice label={t.dueBefore}>
        <DayPicker
          aria-label={t.dueBefore}
          value={filters.due_before || null}
          onChange={(day) => change({ due_before: day ?? '', due: 'any' })}
        />
      </Choice>
    </>
  )
}

/** A filter with its name above; the input carries the same name for screen readers. */
function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  )
}
