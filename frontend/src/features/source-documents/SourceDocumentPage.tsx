import { useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { DateText } from '@/shared/ui/DateText'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { DocumentMenu } from './DocumentMenu'
import { DocumentProgress } from './DocumentProgress'
import { Workbench } from './register/Workbench'
import styles from './SourceDocumentPage.module.css'
import { documentTexts } from './texts'
import { useDocument, useDocumentText } from './useDocument'

export default function SourceDocumentPage() {
  const { id = '' } = useParams()
  const t = useText(documentTexts)
  const can = useCan()
  const found = useDocument(id)
  const text = useDocumentText(id)
  const error = found.error ?? text.error
  if (error) {
    return (
      <LoadFailure
        error={error}
        onRetry={() => {
          void found.refetch()
          void text.refetch()
        }}
      />
    )
  }
  if (found.data === undefined || text.data === undefined) return <Loading />
  const document = found.data
  const mayRegister = can('source_document:upload')
  return (
    <>
      <PageHeader
        title={document.title}
        aside={[document.kind_label, document.document_no].filter(Boolean).join(' · ')}
        note={
          <span className={styles.facts}>
            <span>
              {t.by(document.uploaded_by.name, document.branch.name)} <DateText at={document.created_at} />
            </span>
            <DocumentProgress document={document} />
          </span>
        }
        actions={<DocumentMenu document={document} mayChange={mayRegister} />}
      />
      <Workbench key={document.id} document={document} text={text.data} readOnly={!mayRegister} />
    </>
  )
}
