import UploadOutlined from '@ant-design/icons/es/icons/UploadOutlined'
import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { Link, useNavigate } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useShortcut } from '@/shared/keyboard/shortcuts'
import { useCursorList } from '@/shared/lists/cursorList'
import { FilterBar } from '@/shared/lists/FilterBar'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { manyOf, text, useUrlState } from '@/shared/lists/urlState'
import { useCan } from '@/shared/session/me'
import { SOURCE_KINDS } from '@/shared/tickets/labels'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { DocumentProgress } from './DocumentProgress'
import styles from './SourceDocumentListPage.module.css'
import { documentTexts } from './texts'
import type { SourceDocumentSummary, SourceKind } from './types'

const KINDS = Object.keys(SOURCE_KINDS) as SourceKind[]
const filters = { q: text(), kind: manyOf(KINDS) }

export default function SourceDocumentListPage() {
  const t = useText(documentTexts)
  const can = useCan()
  const navigate = useNavigate()
  const [state, change] = useUrlState(filters)
  const mayUpload = can('source_document:upload')
  useShortcut('n', t.upload, () => navigate('/source-documents/upload'), mayUpload)
  const list = useCursorList({
    queryKey: ['source-documents', 'list', state],
    fetchPage: (cursor) =>
      unwrap(
        api.GET('/api/v1/source-documents', {
          params: { query: { q: state.q || undefined, kind: state.kind, cursor, with_total: true } },
        }),
      ),
  })
  const filtered = state.q !== '' || state.kind.length > 0
  const upload = mayUpload && <UploadButton />

  return (
    <>
      <PageHeader
        title={t.title}
        aside={list.total !== undefined && t.total(list.total)}
        note={t.note}
        actions={list.items.length > 0 && upload}
      />
      {(list.items.length > 0 || filtered) && (
        <FilterBar
          search={state.q}
          onSearch={(q) => change({ q }, { replace: true })}
          placeholder={t.search}
          filters={<KindFilter value={state.kind} onChange={(kind) => change({ kind })} />}
          activeCount={state.kind.length > 0 ? 1 : 0}
          onClear={() => change({ kind: [] })}
        />
      )}
      <ListBody
        list={list}
        empty={
          <Card>
            {filtered ? (
              <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
            ) : (
              <EmptyState title={t.empty} actions={upload}>
                {t.emptyText}
              </EmptyState>
            )}
          </Card>
        }
      >
        <ul className={styles.rows} onKeyDown={onRowKeys}>
          {list.items.map((document) => (
            <DocumentRow key={document.id} document={document} />
          ))}
        </ul>
      </ListBody>
    </>
  )
}

function UploadButton() {
  const t = useText(documentTexts)
  const navigate = useNavigate()
  return (
    <Button type="primary" icon={<UploadOutlined />} onClick={() => navigate('/source-documents/upload')}>
      {t.upload}
    </Button>
  )
}

interface KindFilterProps {
  value: SourceKind[]
  onChange: (kinds: SourceKind[]) => void
}

function KindFilter({ value, onChange }: KindFilterProps) {
  const t = useText(documentTexts)
  const language = useLanguage()
  return (
    <Select<SourceKind[]>
      mode="multiple"
      aria-label={t.kind}
      placeholder={t.allKinds}
      className={styles.kind}
      maxTagCount="responsive"
      value={value}
      onChange={onChange}
      options={KINDS.map((kind) => ({ value: kind, label: SOURCE_KINDS[kind][language] }))}
    />
  )
}

function DocumentRow({ document }: { document: SourceDocumentSummary }) {
  const t = useText(documentTexts)
  return (
    <li>
      <Link data-row className={styles.row} to={`/source-documents/${document.id}`}>
        <span className={styles.name}>
          <span className={styles.title}>{document.title}</span>
          <span className={styles.facts}>
            <span>{document.kind_label}</span>
            {document.document_no && <span>{document.document_no}</span>}
            <span>{t.by(document.uploaded_by.name, document.branch.name)}</span>
            <DateText at={document.created_at} />
          </span>
        </span>
        <DocumentProgress document={document} />
      </Link>
    </li>
  )
}
