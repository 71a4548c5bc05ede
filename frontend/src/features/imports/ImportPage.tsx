import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { DateText } from '@/shared/ui/DateText'
import { PageHeader } from '@/shared/ui/PageHeader'
import { StepStrip } from '@/shared/ui/StepStrip'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { isRunning, keys, useImport } from './api'
import { FailureCard } from './FailureCard'
import { ImportActions } from './ImportActions'
import styles from './imports.module.css'
import { ProgressCard } from './ProgressCard'
import { Preview } from './preview/Preview'
import { ResultCard } from './ResultCard'
import { stepsOf } from './steps'
import { importTexts } from './texts'
import type { Import } from './types'

/** One import, at whatever step it stands: reading, check, writing, result. */
export default function ImportPage() {
  const { id = '' } = useParams()
  const t = useText(importTexts)
  const found = useImport(id)
  useRefreshWhenWritten(found.data)
  if (found.data) return <ImportView key={id} found={found.data} />
  return (
    <>
      <PageHeader title={t.titleNew} />
      {found.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={found.error} onRetry={() => void found.refetch()} />
      )}
    </>
  )
}

function ImportView({ found }: { found: Import }) {
  const t = useText(importTexts)
  return (
    <>
      <PageHeader
        title={found.file_name}
        aside={found.state_label}
        note={
          <span className={styles.facts}>
            <span>{t.into(found.branch.name)}</span>
            <span>
              {t.by(found.uploaded_by.name)} <DateText at={found.created_at} />
            </span>
            <span>
              {t.keptUntil} <DateText at={found.expires_at} />
            </span>
          </span>
        }
        actions={<ImportActions found={found} />}
      />
      <div className={styles.body}>
        <StepStrip label={t.steps} steps={stepsOf(found.state, t)} />
        {isRunning(found) && <ProgressCard found={found} />}
        {found.state === 'failed' && <FailureCard found={found} />}
        {found.state === 'done' && <ResultCard found={found} />}
        {found.notice && (
          <div className={styles.notice} role="status">
            {found.notice.message}
          </div>
        )}
        {(found.state === 'previewed' || found.state === 'done') && <Preview found={found} />}
      </div>
    </>
  )
}

/** When the rows have been written, the register and the list of imports are read again. */
function useRefreshWhenWritten(found: Import | undefined): void {
  const client = useQueryClient()
  const before = useRef(found?.state)
  const now = found?.state
  const id = found?.id
  useEffect(() => {
    const last = before.current
    before.current = now
    if (id === undefined || now === last || (last !== 'reading' && last !== 'committing')) return
    for (const queryKey of [['members'], keys.list, keys.rows(id)]) {
      void client.invalidateQueries({ queryKey })
    }
  }, [client, now, id])
}
