import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { downloadFile } from '@/shared/api/download'
import { sizeText } from '@/shared/files/fault'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { useRefreshStudy } from '@/shared/study/api'
import styles from '@/shared/study/study.module.css'
import { keys, putMaterialFile } from '../api'
import { materialTexts } from '../texts'
import type { Material } from '../types'

const UploadDialog = lazy(() => import('@/shared/study/UploadDialog'))

/** The text itself, for saving; who published it may put it there. */
export function MaterialFile({ material }: { material: Material }) {
  const t = useText(materialTexts)
  const report = useReportProblem()
  const refresh = useRefreshStudy()
  const [putting, setPutting] = useState(false)
  const { id, file, may_change } = material
  const download = useMutation({
    mutationFn: (name: string) => downloadFile(`/api/v1/study-materials/${id}/file`, {}, name),
    onError: report,
  })
  const send = async (chosen: File, key: string) => {
    const changed = await putMaterialFile(material, chosen, key)
    await refresh(keys.one(id), changed)
  }
  return (
    <>
      {file ? (
        <button type="button" className={styles.file} onClick={() => download.mutate(file.name)}>
          {file.name}（{sizeText(file.size)}）
        </button>
      ) : (
        <span className={styles.quiet}>{t.noFile}</span>
      )}{' '}
      {may_change && (
        <Button className="no-print" onClick={() => setPutting(true)}>
          {file ? t.changeFile : t.putFile}
        </Button>
      )}
      {putting && (
        <Suspense>
          <UploadDialog send={send} onClose={() => setPutting(false)} />
        </Suspense>
      )}
    </>
  )
}
