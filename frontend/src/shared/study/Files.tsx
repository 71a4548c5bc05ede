import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { downloadFile } from '@/shared/api/download'
import { sizeText } from '@/shared/files/fault'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import styles from './study.module.css'
import { studyTexts } from './texts'
import type { StudyFile } from './types'

const UploadDialog = lazy(() => import('./UploadDialog'))

interface Props {
  title: string
  files: StudyFile[]
  /** Where they are kept: `/api/v1/study-sessions/<id>/files`. */
  address: string
  /** Sends one more; left out where nothing may be added. */
  attach?: (file: File, key: string) => Promise<unknown>
}

/** Files that people chose to put to a session, a record or an outcome; none is ever required (rules §14). */
export function Files({ title, files, address, attach }: Props) {
  const t = useText(studyTexts)
  const report = useReportProblem()
  const [adding, setAdding] = useState(false)
  const download = useMutation({
    mutationFn: ({ id, name }: StudyFile) => downloadFile(`${address}/${id}`, {}, name),
    onError: report,
  })
  if (files.length === 0 && !attach) return null
  return (
    <Card title={title}>
      {files.length === 0 && <p className={styles.quiet}>{t.noFiles}</p>}
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id}>
            <button type="button" className={styles.file} onClick={() => download.mutate(file)}>
              {file.name}
            </button>
            <span className={styles.quiet}>
              {sizeText(file.size)} · <DateText at={file.uploaded_at} />
            </span>
          </li>
        ))}
      </ul>
      {attach && (
        <Button className="no-print" onClick={() => setAdding(true)}>
          {t.addFile}
        </Button>
      )}
      {adding && attach && (
        <Suspense>
          <UploadDialog send={attach} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Card>
  )
}
