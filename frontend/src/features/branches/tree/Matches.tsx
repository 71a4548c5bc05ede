import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { LinkButton } from '@/shared/ui/LinkButton'
import { EmptyState } from '@/shared/ui/states'
import type { Branch } from '../api'
import { KindTag } from '../KindTag'
import type { BranchKind } from '../labels'
import { branchTexts } from '../texts'
import styles from './tree.module.css'

const PAGE = 50

/** Branches found by name, pinyin or kind, each with its path and the way to its place in the tree. */
export function Matches({ q, kind }: { q: string; kind: BranchKind[] }) {
  const t = useText(branchTexts)
  const list = useCursorList({
    queryKey: ['branches', 'list', q, kind],
    fetchPage: (cursor) =>
      unwrap(
        api.GET('/api/v1/branches', { params: { query: { q: q || undefined, kind, cursor, limit: PAGE } } }),
      ),
  })
  return (
    <ListBody list={list} empty={<EmptyState title={t.nothing}>{t.nothingText}</EmptyState>}>
      <ul className={styles.matches} onKeyDown={onRowKeys} aria-label={t.found}>
        {list.items.map((branch) => (
          <Match key={branch.id} branch={branch} />
        ))}
      </ul>
    </ListBody>
  )
}

function Match({ branch }: { branch: Branch }) {
  const t = useText(branchTexts)
  const above = branch.lineage.slice(0, -1).map(({ name }) => name)
  return (
    <li className={styles.match}>
      <Link data-row to={`/branches/${branch.id}`} className={styles.entry}>
        <span>{branch.name}</span>
        <KindTag label={branch.kind_label} />
        {above.length > 0 && <span className={styles.path}>{above.join(' / ')}</span>}
      </Link>
      <span className={styles.locate}>
        <LinkButton type="link" to={`/branches?at=${branch.id}`}>
          {t.locate}
        </LinkButton>
      </span>
    </li>
  )
}
