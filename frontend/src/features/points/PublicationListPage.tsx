import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { BranchFilter } from '@/shared/branches/BranchFilter'
import { usePhone } from '@/shared/browser/usePhone'
import { dayText } from '@/shared/format/dates'
import { useLabel } from '@/shared/i18n/labels'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import cards from '@/shared/lists/cards.module.css'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import table from '@/shared/lists/table.module.css'
import { text, useUrlState } from '@/shared/lists/urlState'
import { KINDS } from '@/shared/points/labels'
import { useCan, useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchPublications, keys } from './api'
import own from './publications/publications.module.css'
import { publicationTexts } from './publications/texts'
import type { Publication } from './types'

const PublishDialog = lazy(() => import('./publications/PublishDialog'))
const codecs = { branch: text() }

/** 积分公示: "what hangs on the wall of the branch now, what hung before?" */
export default function PublicationListPage() {
  const t = useText(publicationTexts)
  const phone = usePhone()
  const can = useCan()
  const mine = useMe().data?.grants[0]?.branch
  const [{ branch }, change] = useUrlState(codecs)
  const [publishing, setPublishing] = useState(false)
  const query = { branch_id: branch || undefined }
  const list = useCursorList({
    queryKey: keys.publications(query),
    fetchPage: (cursor) => fetchPublications(query, cursor),
  })
  const publish = can('point:keep') && mine && (
    <Button type="primary" onClick={() => setPublishing(true)}>
      {t.publish}
    </Button>
  )
  return (
    <>
      <PageHeader title={t.title} note={t.note} actions={publish} />
      {can('point:supervise') && (
        <div className={styles.filters}>
          <BranchFilter label={t.branch} value={branch} onChange={(id) => change({ branch: id })} />
        </div>
      )}
      <ListBody list={list} empty={<EmptyState title={t.empty}>{t.emptyText}</EmptyState>}>
        {phone ? <Cards items={list.items} /> : <Table items={list.items} />}
      </ListBody>
      {publishing && mine && (
        <Suspense>
          <PublishDialog branch={mine} onClose={() => setPublishing(false)} />
        </Suspense>
      )}
    </>
  )
}

function usePeriod(): (publication: Publication) => string {
  const t = useText(publicationTexts)
  const language = useLanguage()
  const now = new Date()
  return ({ starts_on, ends_on }) =>
    t.until(dayText(starts_on, language, now), dayText(ends_on, language, now))
}

function StandingMark({ publication }: { publication: Publication }) {
  const t = useText(publicationTexts)
  return (
    <span className={styles.state}>
      {publication.open ? t.left(Math.max(0, publication.working_days_left)) : t.over}
    </span>
  )
}

function Table({ items }: { items: Publication[] }) {
  const t = useText(publicationTexts)
  const label = useLabel()
  const period = usePeriod()
  return (
    <table className={`${table.table} ${own.table}`} onKeyDown={onRowKeys}>
      <thead>
        <tr>
          <th scope="col">{t.quarter}</th>
          <th scope="col">{t.branch}</th>
          <th scope="col">{t.period}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((publication) => (
          <tr key={publication.id}>
            <td>
              <Link data-row className={table.title} to={`/points/publications/${publication.id}`}>
                {t.name(publication.year, publication.quarter)}
              </Link>
              <span className={styles.quiet}>{label(KINDS[publication.kind])}</span>
            </td>
            <td>{publication.branch?.name}</td>
            <td>{period(publication)}</td>
            <td>
              <StandingMark publication={publication} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ items }: { items: Publication[] }) {
  const t = useText(publicationTexts)
  const period = usePeriod()
  return (
    <ul className={cards.cards} onKeyDown={onRowKeys}>
      {items.map((publication) => (
        <li key={publication.id}>
          <Link data-row className={cards.card} to={`/points/publications/${publication.id}`}>
            <span className={cards.head}>
              <span className={cards.title}>{t.name(publication.year, publication.quarter)}</span>
              <StandingMark publication={publication} />
            </span>
            <span>{publication.branch?.name}</span>
            <span className={cards.quiet}>{period(publication)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
