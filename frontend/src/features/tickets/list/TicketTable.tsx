import Checkbox from 'antd/es/checkbox'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { SortHead } from '@/shared/lists/SortHead'
import table from '@/shared/lists/table.module.css'
import { DateText, DueDate } from '@/shared/ui/DateText'
import type { TicketFilters } from '../filters'
import type { TicketSummary } from '../types'
import type { ChangeFilters } from '../useTicketFilters'
import { Marks, Progress, sourceText, TicketLamp } from './facts'
import styles from './TicketTable.module.css'
import { listTexts } from './texts'

interface Props {
  tickets: TicketSummary[]
  filters: TicketFilters
  change: ChangeFilters
  /** Chosen rows by id; left out where nothing can be done with a selection. */
  selection?: Selection
}

export interface Selection {
  has: (id: string) => boolean
  toggle: (tickets: TicketSummary[], on: boolean) => void
}

/** The list as a table; the whole row is the link to its ticket. */
export function TicketTable({ tickets, filters, change, selection }: Props) {
  const t = useText(listTexts)
  const chosen = tickets.filter(({ id }) => selection?.has(id)).length
  return (
    <table
      className={`${table.table} ${styles.table} ${selection ? styles.selectable : ''}`}
      onKeyDown={onRowKeys}
    >
      <thead>
        <tr>
          {selection && (
            <th className={styles.tick} scope="col">
              <Checkbox
                aria-label={t.selectAll}
                checked={chosen > 0 && chosen === tickets.length}
                indeterminate={chosen > 0 && chosen < tickets.length}
                onChange={(event) => selection.toggle(tickets, event.target.checked)}
              />
            </th>
          )}
          <th scope="col">{t.lamp}</th>
          <th scope="col">{t.matter}</th>
          <th scope="col">{t.party}</th>
          <SortHead
            label={t.progress}
            field="progress_percent"
            sort={filters.sort}
            onSort={(sort) => change({ sort })}
          />
          <SortHead label={t.dueOn} field="due_on" sort={filters.sort} onSort={(sort) => change({ sort })} />
          <SortHead
            label={t.recent}
            field="updated_at"
            sort={filters.sort}
            onSort={(sort) => change({ sort })}
            falls
          />
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          <Row key={ticket.id} ticket={ticket} selection={selection} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ ticket, selection }: { ticket: TicketSummary; selection?: Selection }) {
  const t = useText(listTexts)
  return (
    <tr>
      {selection && (
        <td className={styles.tick}>
          <Checkbox
            aria-label={t.select(ticket.title)}
            checked={selection.has(ticket.id)}
            onChange={(event) => selection.toggle([ticket], event.target.checked)}
          />
        </td>
      )}
      <td>
        <TicketLamp ticket={ticket} />
      </td>
      <td>
        <Link data-row className={table.title} to={`/tickets/${ticket.id}`} title={ticket.title}>
          {ticket.title}
        </Link>
        <div className={table.facts}>
          <span>{ticket.number ?? t.unnumbered}</span>
          <span className={styles.source}>{sourceText(ticket.source)}</span>
          <Marks ticket={ticket} />
        </div>
      </td>
      <td>
        <div className={table.clamp} title={ticket.lead_branch.name}>
          {ticket.lead_branch.name}
        </div>
        {ticket.owner && <div className={table.facts}>{t.owner(ticket.owner)}</div>}
      </td>
      <td>
        <Progress percent={ticket.progress_percent} label={ticket.state_label} />
      </td>
      <td>
        <DueDate
          date={ticket.due_on}
          workdaysLeft={ticket.working_days_left}
          provisional={ticket.due_provisional}
          stacked
        />
      </td>
      <td className={styles.recent}>
        {ticket.last_event_at && (
          <>
            {ticket.last_event}
            <br />
            <DateText at={ticket.last_event_at} />
          </>
        )}
      </td>
    </tr>
  )
}
