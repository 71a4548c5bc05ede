import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import cards from '@/shared/lists/cards.module.css'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { useUrlState } from '@/shared/lists/urlState'
import { KINDS } from '@/shared/points/labels'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useCan } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchSchemes, schemeKeys } from './schemes/api'
import { schemeTexts } from './schemes/texts'
import type { Scheme } from './types'

const SchemeDialog = lazy(() => import('./schemes/SchemeDialog'))
const codecs = { year: yearCodec() }

/** 积分规则: "under which schemes are points given this year?" */
export default function SchemeListPage() {
  const t = useText(schemeTexts)
  const navigate = useNavigate()
  const mayManage = useCan()('point:manage')
  const [{ year }, change] = useUrlState(codecs)
  const [drafting, setDrafting] = useState(false)
  const query = { year }
  const list = useCursorList({
    queryKey: schemeKeys.list(query),
    fetchPage: (cursor) => fetchSchemes(query, cursor),
  })
  const draft = mayManage && (
    <Button type="primary" onClick={() => setDrafting(true)}>
      {t.draft}
    </Button>
  )
  return (
    <>
      <PageHeader title={t.title} note={t.note} actions={draft} />
      <div className={styles.filters}>
        <YearChoice ahead={mayManage} value={year} onChange={(next) => change({ year: next })} />
      </div>
      <ListBody
        list={list}
        empty={<EmptyState title={t.empty}>{mayManage ? t.emptyText : t.emptyReader}</EmptyState>}
      >
        <ul className={cards.cards} onKeyDown={onRowKeys}>
          {list.items.map((scheme) => (
            <li key={scheme.id}>
              <SchemeCard scheme={scheme} />
            </li>
          ))}
        </ul>
      </ListBody>
      {drafting && (
        <Suspense>
          <SchemeDialog
            year={year}
            onDone={(made) => void navigate(`/points/schemes/${made.id}`)}
            onClose={() => setDrafting(false)}
          />
        </Suspense>
      )}
    </>
  )
}

function SchemeCard({ scheme }: { scheme: Scheme }) {
  const t = useText(schemeTexts)
  const label = useLabel()
  const said = useRecordDay()
  return (
    <Link data-row className={cards.card} to={`/points/schemes/${scheme.id}`}>
      <span className={cards.head}>
        <span className={cards.title}>{scheme.title}</span>
        <span className={styles.state}>{scheme.state_label}</span>
      </span>
      <span>{scheme.branch?.name}</span>
      <span className={cards.quiet}>
        {[
          label(KINDS[scheme.kind]),
          t.baseOf(scheme.base),
          t.bandsOf(scheme.bands.join(' / ')),
          scheme.published_on && t.published(said(scheme.published_on)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </Link>
  )
}
