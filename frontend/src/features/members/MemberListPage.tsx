import Button from 'antd/es/button'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { readItem, writeItem } from '@/shared/browser/storage'
import { usePhone } from '@/shared/browser/usePhone'
import { keysOf, useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { SavedViews } from '@/shared/lists/SavedViews'
import { useUrlState } from '@/shared/lists/urlState'
import { useCan } from '@/shared/session/me'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchMembers, keys } from './api'
import { isNarrowed, type MemberFilters, memberFilters, NO_FILTERS, toQuery } from './filters'
import { STAGES } from './labels'
import { BranchPane } from './list/BranchPane'
import { ExportButton } from './list/ExportButton'
import { ListActions } from './list/ListActions'
import styles from './list/list.module.css'
import { MemberCards } from './list/MemberCards'
import { MemberFilterBar } from './list/MemberFilterBar'
import { MemberTable } from './list/MemberTable'
import { listTexts } from './list/texts'

const STAGE_TABS = ['all', ...keysOf(STAGES)] as const

/** 党员名册: "who is on the register, where?" */
export default function MemberListPage() {
  const t = useText(listTexts)
  const label = useLabel()
  const can = useCan()
  const phone = usePhone()
  const navigate = useNavigate()
  const [state, change] = useUrlState(memberFilters)
  const filters = state as MemberFilters
  const tree = useTree()
  useShortcut('n', t.create, () => void navigate('/members/new'), can('member:manage'))
  const query = { ...toQuery(filters), sort: filters.sort }
  const list = useCursorList({
    queryKey: keys.list(query),
    fetchPage: (cursor) => fetchMembers(query, cursor),
  })
  const besideTree = !phone && tree.shown

  return (
    <>
      <PageHeader
        title={t.title}
        aside={list.total !== undefined && t.total(list.total)}
        actions={
          <>
            {list.items.length > 0 && <ExportButton query={query} />}
            <ListActions />
          </>
        }
      />
      <SavedViews page="members" canSave={isNarrowed(filters)} />
      <MemberFilterBar
        filters={filters}
        change={change}
        clear={() => change(NO_FILTERS)}
        besideTree={besideTree}
      />
      <div className={styles.beside}>
        {besideTree && (
          <BranchPane
            chosen={filters.branch_id}
            onChoose={(id) => change({ branch_id: id, direct: false })}
            onHide={tree.toggle}
          />
        )}
        <div className={styles.list}>
          <div className={styles.tabs}>
            {!phone && !tree.shown && (
              <Button size="small" onClick={tree.toggle}>
                {t.showTree}
              </Button>
            )}
            <ChoiceTabs
              label={t.stages}
              choices={STAGE_TABS.map((stage) => ({
                key: stage,
                label: stage === 'all' ? t.all : label(STAGES[stage]),
              }))}
              chosen={filters.stage}
              onChoose={(stage) => change({ stage })}
            />
          </div>
          <ListBody
            list={list}
            empty={
              <NothingToShow
                narrowed={isNarrowed(filters)}
                onClear={() => change({ ...NO_FILTERS, q: '', stage: 'all' })}
              />
            }
          >
            {phone ? (
              <MemberCards members={list.items} />
            ) : (
              <MemberTable members={list.items} sort={filters.sort} onSort={(sort) => change({ sort })} />
            )}
          </ListBody>
        </div>
      </div>
    </>
  )
}

function NothingToShow({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const t = useText(listTexts)
  const mayRegister = useCan()('member:manage')
  if (narrowed) {
    return (
      <EmptyState title={t.noneFound} actions={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noneFoundText}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t.empty} actions={<ListActions />}>
      {mayRegister ? t.emptyText : t.emptyRead}
    </EmptyState>
  )
}

const TREE_ITEM = 'dj.members.tree'
const ROOM_FOR_TREE = 1200

/** Whether the tree stands beside the list: as this person left it, else where there is room for it. */
function useTree() {
  const [shown, setShown] = useState(() => {
    const kept = readItem(TREE_ITEM)
    return kept === null ? window.innerWidth >= ROOM_FOR_TREE : kept === 'shown'
  })
  const toggle = () => {
    writeItem(TREE_ITEM, shown ? 'hidden' : 'shown')
    setShown(!shown)
  }
  return { shown, toggle }
}
