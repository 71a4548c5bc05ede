import { Link, useNavigate } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { DateText } from '@/shared/ui/DateText'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { fetchImports, keys } from './api'
import styles from './imports.module.css'
import { TemplateButton } from './TemplateButton'
import { importTexts } from './texts'
import type { Import } from './types'

/** 导入: "which tables were uploaded, which still wait for me?" */
export default function ImportListPage() {
  const t = useText(importTexts)
  const navigate = useNavigate()
  useShortcut('n', t.begin, () => void navigate('/members/imports/new'))
  const list = useCursorList({ queryKey: keys.list, fetchPage: fetchImports })
  const begin = (
    <LinkButton type="primary" to="/members/imports/new">
      {t.begin}
    </LinkButton>
  )
  const nothing = !list.isPending && !list.error && list.items.length === 0
  return (
    <>
      <PageHeader
        title={t.title}
        note={t.listNote}
        actions={
          !nothing && (
            <>
              <TemplateButton />
              {begin}
            </>
          )
        }
      />
      <ListBody
        list={list}
        empty={
          <EmptyState
            title={t.empty}
            actions={
              <>
                {begin}
                <TemplateButton />
              </>
            }
          >
            {t.emptyText}
          </EmptyState>
        }
      >
        <ul className={styles.rows} onKeyDown={onRowKeys}>
          {list.items.map((found) => (
            <li key={found.id}>
              <ImportLink found={found} />
            </li>
          ))}
        </ul>
      </ListBody>
    </>
  )
}

function ImportLink({ found }: { found: Import }) {
  const t = useText(importTexts)
  return (
    <Link data-row className={styles.row} to={`/members/imports/${found.id}`}>
      <span className={styles.file}>{found.file_name}</span>
      <span className={styles.state}>{found.state_label}</span>
      <span className={styles.facts}>
        <span>{t.into(found.branch.name)}</span>
        {found.result ? (
          <span>{t.resultOf(found.result.created, found.result.amended)}</span>
        ) : (
          found.progress.total > 0 && <span>{t.counted(found.progress.total)}</span>
        )}
        <span>
          {t.by(found.uploaded_by.name)} <DateText at={found.created_at} />
        </span>
      </span>
    </Link>
  )
}
