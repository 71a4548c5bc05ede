import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { BranchFilter } from '@/shared/branches/BranchFilter'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import cards from '@/shared/lists/cards.module.css'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { useCan, useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchGroups, keys } from './api'
import { groupTexts } from './texts'
import type { GroupInList } from './types'

const GroupDialog = lazy(() => import('./page/GroupDialog'))

const codecs = { tab: oneOf(['standing', 'mine', 'all'], 'standing'), branch: text() }

/** 青年理论学习小组: "which groups are there, on what, with whom?" */
export default function GroupListPage() {
  const t = useText(groupTexts)
  const can = useCan()
  const me = useMe().data
  const navigate = useNavigate()
  const [{ tab, branch }, change] = useUrlState(codecs)
  const [forming, setForming] = useState(false)
  const forms = can('study:keep') || can('study:supervise')
  useShortcut('n', t.form, () => forms && setForming(true))
  const query = {
    branch_id: branch || undefined,
    mine: tab === 'mine',
    standing: tab === 'standing',
  }
  const list = useCursorList({
    queryKey: keys.list(query),
    fetchPage: (cursor) => fetchGroups(query, cursor),
  })
  const form = forms && (
    <Button type="primary" onClick={() => setForming(true)}>
      {t.form}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t.title}
        note={t.note}
        aside={list.total !== undefined && t.total(list.total)}
        actions={form}
      />
      <div className={styles.filters}>
        <ChoiceTabs
          label={t.tabs}
          choices={[
            { key: 'standing', label: t.standing },
            ...(me?.member_id ? [{ key: 'mine' as const, label: t.mine }] : []),
            { key: 'all', label: t.all },
          ]}
          chosen={tab}
          onChoose={(next) => change({ tab: next })}
        />
        {can('study:read') && (
          <BranchFilter label={t.branch} value={branch} onChange={(id) => change({ branch: id })} />
        )}
      </div>
      <ListBody list={list} empty={<EmptyState title={t.nothing}>{t.nothingText}</EmptyState>}>
        <ul className={cards.cards} onKeyDown={onRowKeys}>
          {list.items.map((group) => (
            <li key={group.id}>
              <GroupLine group={group} />
            </li>
          ))}
        </ul>
      </ListBody>
      {forming && (
        <Suspense>
          <GroupDialog
            branchId={branch || me?.grants[0]?.branch.id}
            onDone={({ id }) => void navigate(`/study-groups/${id}`)}
            onClose={() => setForming(false)}
          />
        </Suspense>
      )}
    </>
  )
}

function GroupLine({ group }: { group: GroupInList }) {
  const t = useText(groupTexts)
  const { id, name, field, mentor_name, leader, branch, members, sessions, dissolved_on } = group
  return (
    <Link data-row className={cards.card} to={`/study-groups/${id}`}>
      <span className={cards.head}>
        <span className={cards.title}>{name}</span>
        {dissolved_on && <span className={styles.quiet}>{t.dissolved}</span>}
      </span>
      <span>
        {t.field} {field} · {t.people(members)} · {t.sessions(sessions)}
      </span>
      <span className={cards.quiet}>
        {mentor_name ? `${t.mentor} ${mentor_name}` : t.noMentor}
        {leader && ` · ${t.leader} ${leader.name}`}
        {branch && ` · ${branch.name}`}
      </span>
    </Link>
  )
}
