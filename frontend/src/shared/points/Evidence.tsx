import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { downloadFile } from '@/shared/api/download'
import { sizeText } from '@/shared/files/fault'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { useEvidence } from './api'
import styles from './points.module.css'
import { pointTexts } from './texts'

interface Props {
  entryId: string
  count: number
}

/** The files of an entry, read when somebody asks for them. */
export function Evidence({ entryId, count }: Props) {
  const t = useText(pointTexts)
  const report = useReportProblem()
  const [open, setOpen] = useState(false)
  const files = useEvidence(entryId, open)
  const download = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      downloadFile(`/api/v1/point-entries/${entryId}/files/${id}`, {}, name),
    onError: report,
  })
  return (
    <div>
      <button type="button" className={styles.textButton} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t.files(count)}
      </button>
      {open && (
        <ul className={styles.files}>
          {files.data?.map((file) => (
            <li key={file.id}>
              <button type="button" className={styles.textButton} onClick={() => download.mutate(file)}>
                {file.name}
              </button>{' '}
              <span className={styles.quiet}>
                {sizeText(file.size)} · {file.uploaded_by}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
