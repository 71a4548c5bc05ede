import { Link } from 'react-router'
import { BranchFilter } from '@/shared/branches/BranchFilter'
import { usePhone } from '@/shared/browser/usePhone'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import cards from '@/shared/lists/cards.module.css'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import table from '@/shared/lists/table.module.css'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { useCan } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { DueDate } from '@/shared/ui/DateText'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchObjections, keys } from './api'
import own from './objections/objections.module.css'
import { objectionTexts } from './objections/texts'
import type { Objection, ObjectionQuery } from './types'

const TABS = ['waiting', 'all'] as const
const codecs = { tab: oneOf(TABS, 'waiting'), branch: text() }
const QUERIES: Record<(typeof TABS)[number], ObjectionQuery> = {
  waiting: { state: ['raised', 'appealed'], sort: 'due_on' },
  all: { sort: '-created_at' },
}

/** 积分异议: "which objections wait for an answer, until when?" */
export default function ObjectionListPage() {
  const t = useText(objectionTexts)
  const phone = usePhone()
  const wide = useCan()('point:supervise')
  const [{ tab, branch }, change] = useUrlState(codecs)
  const query = { ...QUERIES[tab], branch_id: branch || undefined }
  const list = useCursorList({
    queryKey: keys.objections(query),
    fetchPage: (cursor) => fetchObjections(query, cursor),
  })
  return (
    <>
      <PageHeader title={t.title} aside={list.total !== undefined && t.total(list.total)} note={t.note} />
      <div className={styles.filters}>
        <ChoiceTabs
          label={t.tabs}
          choices={TABS.map((key) => ({ key, label: t[key] }))}
          chosen={tab}
          onChoose={(key) => change({ tab: key })}
        />
        {wide && <BranchFilter label={t.branch} value={branch} onChange={(id) => change({ branch: id })} />}
      </div>
      <ListBody
        list={list}
        empty={<EmptyState title={tab === 'waiting' ? t.empty : t.allEmpty}>{t.emptyText}</EmptyState>}
      >
        {phone ? <Cards items={list.items} /> : <Table items={list.items} />}
      </ListBody>
    </>
  )
}

const Due = ({ objection }: { objection: Objection }) =>
  objection.working_days_left === null ? null : (
    <DueDate date={objection.due_on} workdaysLeft={objection.working_days_left} stacked />
  )

function Table({ items }: { items: Objection[] }) {
  const t = useText(objectionTexts)
  return (
    <table className={`${table.table} ${own.table}`} onKeyDown={onRowKeys}>
      <thead>
        <tr>
          <th scope="col">{t.about}</th>
          <th scope="col">{t.reason}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.due}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((objection) => (
          <tr key={objection.id}>
            <td>
              <Link data-row className={table.title} to={`/points/objections/${objection.id}`}>
                {objection.member.name}
              </Link>
              <span className={styles.quiet}>{objection.branch?.name}</span>
            </td>
            <td>
              <span className={table.clamp}>{objection.reason}</span>
            </td>
            <td>
              <span className={styles.state}>{objection.state_label}</span>
            </td>
            <td>
              <Due objection={objection} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ items }: { items: Objection[] }) {
  return (
    <ul className={cards.cards} onKeyDown={onRowKeys}>
      {items.map((objection) => (
        <li key={objection.id}>
          <Link data-row className={cards.card} to={`/points/objections/${objection.id}`}>
            <span className={cards.head}>
              <span className={cards.title}>{objection.member.name}</span>
              <span className={styles.state}>{objection.state_label}</span>
            </span>
            <span className={table.clamp}>{objection.reason}</span>
            <span className={cards.quiet}>
              <Due objection={objection} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
