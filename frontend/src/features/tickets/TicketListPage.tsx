import Button from 'antd/es/button'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { usePhone } from '@/shared/browser/usePhone'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { SavedViews } from '@/shared/lists/SavedViews'
import { useCan } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchTickets, keys } from './api'
import { isNarrowed } from './filters'
import { BulkBar } from './list/BulkBar'
import { mayBatch } from './list/batch'
import { ExportButton } from './list/ExportButton'
import { LampChips, PhaseTabs } from './list/Facets'
import styles from './list/list.module.css'
import { Narrowing } from './list/Narrowing'
import { TicketCards } from './list/TicketCards'
import { TicketFilterBar } from './list/TicketFilterBar'
import { TicketTable } from './list/TicketTable'
import { listTexts } from './list/texts'
import { ViewSwitch } from './list/ViewSwitch'
import type { TicketSummary } from './types'
import { useTicketFilters } from './useTicketFilters'

/** 督办清单: "what is late, where?" */
export default function TicketListPage() {
  const t = useText(listTexts)
  const can = useCan()
  const phone = usePhone()
  const navigate = useNavigate()
  const { filters, change, query, clear, clearAll } = useTicketFilters()
  const mayDraft = can('ticket:draft')
  useShortcut('n', t.create, () => void navigate('/tickets/new'), mayDraft)
  const list = useCursorList({
    queryKey: keys.list(query, filters.sort),
    fetchPage: (cursor) => fetchTickets({ ...query, sort: filters.sort }, cursor),
  })
  const selection = useSelection(JSON.stringify(query))

  return (
    <>
      <PageHeader
        title={t.title}
        aside={list.total !== undefined && t.total(list.total)}
        actions={
          <>
            <ViewSwitch />
            {can('ticket:export') && <ExportButton query={query} />}
            {mayDraft && <NewButton />}
          </>
        }
      />
      <SavedViews page="tickets" canSave={isNarrowed(filters)} />
      <TicketFilterBar filters={filters} change={change} clear={clear} />
      <Narrowing filters={filters} change={change} />
      <div className={styles.facets}>
        <PhaseTabs filters={filters} query={query} change={change} />
        <LampChips filters={filters} query={query} change={change} />
      </div>
      <ListBody
        list={list}
        empty={<NothingToShow narrowed={isNarrowed(filters)} mayDraft={mayDraft} onClear={clearAll} />}
      >
        {phone ? (
          <TicketCards tickets={list.items} />
        ) : (
          <TicketTable
            tickets={list.items}
            filters={filters}
            change={change}
            selection={mayBatch(can) ? selection : undefined}
          />
        )}
      </ListBody>
      <BulkBar tickets={selection.chosen} onClear={selection.clear} />
    </>
  )
}

function NewButton() {
  const t = useText(listTexts)
  return (
    <LinkButton type="primary" to="/tickets/new">
      {t.create}
    </LinkButton>
  )
}

/** Two ways to begin: write one down, or pick many from a document. */
function Beginnings() {
  const t = useText(listTexts)
  return (
    <>
      <LinkButton to="/source-documents">{t.fromDocument}</LinkButton>
      <NewButton />
    </>
  )
}

interface NothingProps {
  narrowed: boolean
  mayDraft: boolean
  onClear: () => void
}

function NothingToShow({ narrowed, mayDraft, onClear }: NothingProps) {
  const t = useText(listTexts)
  if (narrowed) {
    return (
      <EmptyState title={t.noneFound} actions={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noneFoundText}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t.empty} actions={mayDraft && <Beginnings />}>
      {mayDraft ? t.emptyText : t.emptyRead}
    </EmptyState>
  )
}

/** The chosen rows, forgotten when the filters change: nobody urges what they no longer see. */
function useSelection(filtersKey: string) {
  const [chosen, setChosen] = useState<TicketSummary[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filters
  useEffect(() => setChosen([]), [filtersKey])
  return {
    chosen,
    clear: () => setChosen([]),
    has: (id: string) => chosen.some((ticket) => ticket.id === id),
    toggle: (tickets: TicketSummary[], on: boolean) =>
      setChosen((before) => {
        const others = before.filter((ticket) => !tickets.some(({ id }) => id === ticket.id))
        return on ? [...others, ...tickets] : others
      }),
  }
}
