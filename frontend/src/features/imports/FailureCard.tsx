import { lazy, Suspense } from 'react'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { Loading } from '@/shared/ui/states'
import styles from './imports.module.css'
import { TemplateButton } from './TemplateButton'
import { importTexts } from './texts'
import type { Import } from './types'

const ColumnsForm = lazy(() => import('./columns/ColumnsForm'))

/** Why the file could not be read, and what to do: say what the columns are, or upload another one. */
export function FailureCard({ found }: { found: Import }) {
  const t = useText(importTexts)
  return (
    <>
      <Card title={t.failed}>
        <p role="alert">{found.failure?.message}</p>
        <div className={styles.buttons}>
          <LinkButton to="/members/imports/new">{t.again}</LinkButton>
          <TemplateButton />
        </div>
      </Card>
      {found.sheet && found.sheet.columns.length > 0 && (
        <Card title={t.columns}>
          <Suspense fallback={<Loading />}>
            <ColumnsForm found={found} />
          </Suspense>
        </Card>
      )}
    </>
  )
}
