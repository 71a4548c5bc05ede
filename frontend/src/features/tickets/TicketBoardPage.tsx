import Select from 'antd/es/select'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { usePhone } from '@/shared/browser/usePhone'
import { keysOf, useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { SavedViews } from '@/shared/lists/SavedViews'
import { useCan } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { fetchTickets, keys, useSummary } from './api'
import styles from './board.module.css'
import { isNarrowed } from './filters'
import { PHASES, STATES, STATES_OF } from './labels'
import { LampChips } from './list/Facets'
import { Narrowing } from './list/Narrowing'
import { TicketCards } from './list/TicketCards'
import { TicketFilterBar } from './list/TicketFilterBar'
import { listTexts } from './list/texts'
import { ViewSwitch } from './list/ViewSwitch'
import type { TicketPhase, TicketQuery, TicketState } from './types'
import { useTicketFilters } from './useTicketFilters'

/** 看板: where everything stands, by state within the three phases. A card opens its ticket, where the step is taken. */
export default function TicketBoardPage() {
  const t = useText(listTexts)
  const can = useCan()
  const navigate = useNavigate()
  const phone = usePhone()
  const { filters, change, query, clear } = useTicketFilters()
  const columns = { ...query, phase: undefined, state: undefined }
  const summary = useSummary(columns)
  const mayDraft = can('ticket:draft')
  useShortcut('n', t.create, () => void navigate('/tickets/new'), mayDraft)
  const counts = summary.data?.states
  return (
    <>
      <PageHeader
        title={t.board}
        aside={summary.data && t.total(summary.data.total)}
        actions={
          <>
            <ViewSwitch />
            {mayDraft && (
              <LinkButton type="primary" to="/tickets/new">
                {t.create}
              </LinkButton>
            )}
          </>
        }
      />
      <SavedViews page="tickets" canSave={isNarrowed(filters)} />
      <TicketFilterBar filters={filters} change={change} clear={clear} withStates={false} />
      <Narrowing filters={filters} change={change} />
      <LampChips filters={filters} query={columns} change={change} />
      {summary.isPending && <Loading />}
      {summary.error && <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} />}
      {counts &&
        (phone ? (
          <OneColumn query={columns} counts={counts} />
        ) : (
          <AllColumns query={columns} counts={counts} />
        ))}
    </>
  )
}

interface ColumnsProps {
  query: TicketQuery
  counts: Record<string, number>
}

function AllColumns({ query, counts }: ColumnsProps) {
  const label = useLabel()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever scrolls by keyboard must be able to reach what scrolls
    <section className={styles.board} aria-label={useText(listTexts).board} tabIndex={0}>
      {keysOf(PHASES).map((phase) => (
        <section key={phase} className={styles.phase} aria-label={label(PHASES[phase])}>
          <h2 className={styles.phaseTitle}>{label(PHASES[phase])}</h2>
          <div className={styles.columns}>
            {STATES_OF[phase].map((state) => (
              <Column key={state} state={state} count={counts[state] ?? 0} query={query} />
            ))}
          </div>
        </section>
      ))}
    </section>
  )
}

/** On a phone one column at a time: the first with something in it, until another is chosen. */
function OneColumn({ query, counts }: ColumnsProps) {
  const t = useText(listTexts)
  const label = useLabel()
  const [chosen, setChosen] = useState<TicketState | null>(null)
  const state = chosen ?? firstFilled(counts)
  const group = (phase: TicketPhase) => ({
    label: label(PHASES[phase]),
    options: STATES_OF[phase].map((value) => ({
      value,
      label: `${label(STATES[value])}（${counts[value] ?? 0}）`,
    })),
  })
  return (
    <div className={styles.one}>
      <Select
        aria-label={t.chooseColumn}
        value={state}
        options={keysOf(PHASES).map(group)}
        onChange={setChosen}
      />
      <Column key={state} state={state} count={counts[state] ?? 0} query={query} />
    </div>
  )
}

/** The state to show first: where work waits, else the first of all. */
export function firstFilled(counts: Record<string, number>): TicketState {
  const order: TicketState[] = [...STATES_OF.track, ...STATES_OF.register, ...STATES_OF.close]
  return order.find((state) => (counts[state] ?? 0) > 0) ?? 'assigned'
}

interface ColumnProps {
  state: TicketState
  count: number
  query: TicketQuery
}

function Column({ state, count, query }: ColumnProps) {
  const t = useText(listTexts)
  const label = useLabel()
  const wanted = { ...query, state: [state], limit: 15 }
  const list = useCursorList({
    queryKey: keys.list(wanted, 'due_on'),
    fetchPage: (cursor) => fetchTickets({ ...wanted, sort: 'due_on' }, cursor),
    enabled: count > 0,
  })
  const name = label(STATES[state])
  return (
    <section className={styles.column} data-empty={count === 0} aria-label={t.column(name, count)}>
      <h3 className={styles.columnTitle}>
        {name}
        <span>{count}</span>
      </h3>
      {list.error && <LoadFailure error={list.error} onRetry={list.retry} compact />}
      {count === 0 && <p className={styles.empty}>{t.emptyColumn}</p>}
      {count > 0 && list.isPending && <Loading />}
      {count > 0 && <TicketCards tickets={list.items} showState={false} />}
      {count > 0 && list.hasMore && <LoadMore list={list} />}
    </section>
  )
}
