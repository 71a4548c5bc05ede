import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { BranchFilter } from '@/shared/branches/BranchFilter'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import cards from '@/shared/lists/cards.module.css'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { useCan, useMe } from '@/shared/session/me'
import { hoursText } from '@/shared/study/hours'
import styles from '@/shared/ui/blocks.module.css'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchMaterials, keys } from './api'
import { materialTexts } from './texts'
import type { Material, MaterialQuery } from './types'

const MaterialDialog = lazy(() => import('./page/MaterialDialog'))

const TABS = ['current', 'todo', 'past'] as const
const codecs = { tab: oneOf(TABS, 'current'), branch: text() }

const asked = (tab: (typeof TABS)[number], branch: string): MaterialQuery => {
  const query = { branch_id: branch || undefined, sort: tab === 'past' ? '-due_on' : 'due_on' }
  if (tab === 'todo') return { ...query, open: true }
  return { ...query, state: tab === 'past' ? ['withdrawn', 'replaced'] : ['published'] }
}

/** 必学清单: "what must be studied, and until when?" */
export default function MaterialListPage() {
  const t = useText(materialTexts)
  const can = useCan()
  const me = useMe().data
  const navigate = useNavigate()
  const [{ tab, branch }, change] = useUrlState(codecs)
  const [publishing, setPublishing] = useState(false)
  const publishes = ['study:keep', 'study:supervise', 'study:manage'].some(can)
  useShortcut('n', t.publish, () => publishes && setPublishing(true))
  const query = asked(tab, branch)
  const list = useCursorList({
    queryKey: keys.list(query),
    fetchPage: (cursor) => fetchMaterials(query, cursor),
  })
  const publish = publishes && (
    <Button type="primary" onClick={() => setPublishing(true)}>
      {t.publish}
    </Button>
  )
  const todo = tab === 'todo'
  return (
    <>
      <PageHeader
        title={t.title}
        note={t.note}
        aside={list.total !== undefined && t.total(list.total)}
        actions={publish}
      />
      <div className={styles.filters}>
        <ChoiceTabs
          label={t.tabs}
          choices={[
            { key: 'current', label: t.current },
            ...(me?.member_id ? [{ key: 'todo' as const, label: t.toStudy }] : []),
            { key: 'past', label: t.past },
          ]}
          chosen={tab}
          onChoose={(next) => change({ tab: next })}
        />
        {can('study:read') && (
          <BranchFilter label={t.branch} value={branch} onChange={(id) => change({ branch: id })} />
        )}
      </div>
      <ListBody
        list={list}
        empty={
          <EmptyState title={todo ? t.nothingToStudy : t.nothing}>
            {todo ? t.nothingToStudyText : t.nothingText}
          </EmptyState>
        }
      >
        <ul className={cards.cards} onKeyDown={onRowKeys}>
          {list.items.map((material) => (
            <li key={material.id}>
              <MaterialLine material={material} ofMember={Boolean(me?.member_id)} />
            </li>
          ))}
        </ul>
      </ListBody>
      {publishing && (
        <Suspense>
          <MaterialDialog
            what="publish"
            branchId={branch || me?.grants[0]?.branch.id}
            onDone={({ id }) => void navigate(`/study-materials/${id}`)}
            onClose={() => setPublishing(false)}
          />
        </Suspense>
      )}
    </>
  )
}

function MaterialLine({ material, ofMember }: { material: Material; ofMember: boolean }) {
  const t = useText(materialTexts)
  const language = useLanguage()
  const day = (date: string) => dayText(date, language, new Date())
  const { id, title, branch, due_on, overdue, state, state_label, own_done_on, hours } = material
  const published = state === 'published'
  return (
    <Link data-row className={cards.card} to={`/study-materials/${id}`}>
      <span className={cards.head}>
        <span className={cards.title}>{title}</span>
        {!published && <span className={styles.quiet}>{state_label}</span>}
      </span>
      <span className={cards.head}>
        <span className={overdue && !own_done_on ? styles.late : undefined}>
          {t.by(day(due_on))}
          {overdue && ` · ${t.late}`}
        </span>
        {ofMember && published && <span>{own_done_on ? t.done(day(own_done_on)) : t.notDone}</span>}
      </span>
      <span className={cards.quiet}>
        {branch && t.askedBy(branch.name)}
        {Number(hours) > 0 && ` · ${t.hours(hoursText(hours))}`}
      </span>
    </Link>
  )
}
