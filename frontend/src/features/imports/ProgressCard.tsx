import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import styles from './imports.module.css'
import { importTexts } from './texts'
import type { Import } from './types'

/** How far the server has come; the person need not wait for it here. */
export function ProgressCard({ found }: { found: Import }) {
  const t = useText(importTexts)
  const { done, total } = found.progress
  const title = found.state === 'reading' ? t.reading : t.writing
  return (
    <Card title={title}>
      <progress
        className={styles.bar}
        aria-label={title}
        {...(total > 0 ? { max: total, value: done } : {})}
      />
      <p role="status">{total > 0 ? t.progress(done, total) : t.starting}</p>
      <p className={styles.quiet}>{t.leave}</p>
    </Card>
  )
}
