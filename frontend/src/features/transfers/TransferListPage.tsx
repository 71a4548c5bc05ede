import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { useNavigate } from 'react-router'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { usePhone } from '@/shared/browser/usePhone'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { useCursorList } from '@/shared/lists/cursorList'
import { FilterBar } from '@/shared/lists/FilterBar'
import { ListBody } from '@/shared/lists/ListBody'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { useCan, useMe } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchTransfers, keys } from './api'
import styles from './list/list.module.css'
import { TransferCards } from './list/TransferCards'
import { TransferTable } from './list/TransferTable'
import { listTexts } from './list/texts'
import type { TransferQuery } from './types'

const TABS = ['mine', 'open', 'transit', 'done', 'closed'] as const
type Tab = (typeof TABS)[number]

/** What a tab asks for. */
const QUERIES: Record<Tab, TransferQuery> = {
  mine: { mine: true },
  open: {
    state: [
      'requested',
      'drafted',
      'sender_branch',
      'sender_committee',
      'in_transit',
      'receiver_committee',
      'receiver_branch',
      'returned',
      'expired',
    ],
  },
  transit: { state: ['in_transit'], sort: 'valid_until' },
  done: { state: ['done'] },
  closed: { state: ['withdrawn', 'declined'] },
}

const codecs = {
  tab: oneOf(TABS, 'mine'),
  q: text(),
  direction: oneOf(['both', 'out', 'in'], 'both'),
  branch: text(),
}

/** 组织关系转接: "which transfers wait, where do they stand?" */
export default function TransferListPage() {
  const t = useText(listTexts)
  const can = useCan()
  const phone = usePhone()
  const navigate = useNavigate()
  const [filters, change] = useUrlState(codecs)
  const waiting = useMe().data?.todo.transfers
  const mayDraft = can('transfer:draft')
  useShortcut('n', t.create, () => void navigate('/transfers/new'), mayDraft)
  const query: TransferQuery = {
    ...QUERIES[filters.tab],
    q: filters.q || undefined,
    direction: filters.direction === 'both' ? undefined : filters.direction,
    branch_id: filters.branch || undefined,
  }
  const list = useCursorList({
    queryKey: keys.list(query),
    fetchPage: (cursor) => fetchTransfers(query, cursor),
  })
  const narrowed = filters.q !== '' || filters.direction !== 'both' || filters.branch !== ''
  const clear = () => change({ q: '', direction: 'both', branch: '' })

  return (
    <>
      <PageHeader
        title={t.title}
        aside={list.total !== undefined && t.total(list.total)}
        actions={
          mayDraft && (
            <LinkButton type="primary" to="/transfers/new">
              {t.create}
            </LinkButton>
          )
        }
      />
      <FilterBar
        search={filters.q}
        onSearch={(q) => change({ q }, { replace: true })}
        placeholder={t.search}
        filters={
          <>
            <div className={styles.filter}>
              <Select
                aria-label={t.direction}
                value={filters.direction}
                onChange={(direction) => change({ direction })}
                options={(['both', 'out', 'in'] as const).map((value) => ({ value, label: t[value] }))}
                style={{ width: '100%' }}
              />
            </div>
            <div className={styles.filter}>
              <BranchSelect
                aria-label={t.branch}
                placeholder={t.branch}
                allowClear
                value={filters.branch || null}
                onChange={(id) => change({ branch: id ?? '' })}
              />
            </div>
          </>
        }
        activeCount={Number(filters.direction !== 'both') + Number(filters.branch !== '')}
        onClear={clear}
      />
      <div className={styles.facets}>
        <ChoiceTabs
          label={t.tabs}
          choices={TABS.map((key) => ({
            key,
            label: t[key],
            ...(key === 'mine' ? { count: waiting ?? null } : {}),
          }))}
          chosen={filters.tab}
          onChoose={(tab) => change({ tab })}
        />
      </div>
      <ListBody
        list={list}
        empty={<NothingToShow tab={filters.tab} narrowed={narrowed} mayDraft={mayDraft} onClear={clear} />}
      >
        {phone ? <TransferCards transfers={list.items} /> : <TransferTable transfers={list.items} />}
      </ListBody>
    </>
  )
}

interface NothingProps {
  tab: Tab
  narrowed: boolean
  mayDraft: boolean
  onClear: () => void
}

function NothingToShow({ tab, narrowed, mayDraft, onClear }: NothingProps) {
  const t = useText(listTexts)
  if (narrowed) {
    return (
      <EmptyState title={t.noneFound} actions={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noneFoundText}
      </EmptyState>
    )
  }
  const begin = mayDraft && <LinkButton to="/transfers/new">{t.create}</LinkButton>
  if (tab === 'mine') {
    return (
      <EmptyState title={t.nothingMine} actions={begin}>
        {t.nothingMineText}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={tab === 'open' ? t.empty : t.noneFound} actions={begin}>
      {tab === 'open' ? t.emptyText : t.noneFoundText}
    </EmptyState>
  )
}
