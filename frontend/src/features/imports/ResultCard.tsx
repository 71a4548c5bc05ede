import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import styles from './imports.module.css'
import { importTexts } from './texts'
import type { Import } from './types'

/** What became of the rows, and where to go from here. */
export function ResultCard({ found }: { found: Import }) {
  const t = useText(importTexts)
  const { result } = found
  if (result === null) return null
  return (
    <Card title={t.result}>
      <dl className={styles.figures}>
        {(['created', 'amended', 'unchanged', 'skipped'] as const).map((name) => (
          <div key={name}>
            <dt>{t[name]}</dt>
            <dd>{result[name]}</dd>
          </div>
        ))}
      </dl>
      {result.skipped > 0 && <p>{t.skippedText}</p>}
      <div className={styles.buttons}>
        <LinkButton type="primary" to={`/members?branch_id=${found.branch.id}`}>
          {t.toRoster}
        </LinkButton>
        <LinkButton to="/members/imports">{t.toList}</LinkButton>
      </div>
    </Card>
  )
}
