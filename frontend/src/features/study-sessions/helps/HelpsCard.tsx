import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { downloadFile } from '@/shared/api/download'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import type { StudySession } from '@/shared/study/types'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { helpTexts } from './texts'

const CodeDialog = lazy(() => import('./CodeDialog'))

/** Paper and codes for whoever records; none of them is ever required (rules §14). */
export function HelpsCard({ session }: { session: StudySession }) {
  const t = useText(helpTexts)
  const report = useReportProblem()
  const [showing, setShowing] = useState(false)
  const print = useMutation({
    mutationFn: () =>
      downloadFile(
        `/api/v1/study-sessions/${session.id}/attendance.docx`,
        {},
        `${t.print} ${session.topic}.docx`,
      ),
    onError: report,
  })
  return (
    <Card title={t.title} className="no-print">
      <p className={styles.quiet}>{t.note}</p>
      <div className={styles.buttons}>
        <Button onClick={() => print.mutate()} loading={print.isPending}>
          {t.print}
        </Button>
        <Button onClick={() => setShowing(true)}>{t.show}</Button>
      </div>
      {showing && (
        <Suspense>
          <CodeDialog session={session} onClose={() => setShowing(false)} />
        </Suspense>
      )}
    </Card>
  )
}
