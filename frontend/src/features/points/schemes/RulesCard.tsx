import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { HEADS, PERIODS } from '@/shared/points/labels'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { signedPoints, versionsOf } from '../rules'
import type { Rule, Scheme } from '../types'
import { useRules } from '../useRules'
import own from './schemes.module.css'
import { schemeTexts } from './texts'
import { useSourceName } from './useSourceName'

const RuleDialog = lazy(() => import('./RuleDialog'))

/** The rules under their heads, the version that holds last first, earlier ones folded away. */
export function RulesCard({ scheme, editable }: { scheme: Scheme; editable: boolean }) {
  const t = useText(schemeTexts)
  const label = useLabel()
  const rules = useRules(scheme.id)
  const [edited, setEdited] = useState<Rule | 'new' | null>(null)
  if (rules.isPending) return <Loading />
  if (rules.isError) return <LoadFailure error={rules.error} onRetry={() => void rules.refetch()} compact />
  const groups = versionsOf(rules.data)
  return (
    <Card title={t.rules} aside={editable && <Button onClick={() => setEdited('new')}>{t.addRule}</Button>}>
      {groups.length === 0 && (
        <EmptyState title={t.noRules} compact>
          {t.noRulesText}
        </EmptyState>
      )}
      {(Object.keys(HEADS) as (keyof typeof HEADS)[]).map((head) => {
        const shown = groups.filter(([latest]) => latest?.head === head)
        if (shown.length === 0) return null
        return (
          <section key={head} aria-label={label(HEADS[head])}>
            <h3 className={own.head}>{label(HEADS[head])}</h3>
            <ul className={styles.rows}>
              {shown.map((versions) => (
                <li key={versions[0]?.code}>
                  <Versions
                    versions={versions}
                    onEdit={editable ? setEdited : undefined}
                    draft={scheme.state === 'draft'}
                  />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {edited && (
        <Suspense>
          <RuleDialog
            scheme={scheme}
            rule={edited === 'new' ? undefined : edited}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      )}
    </Card>
  )
}

interface VersionsProps {
  versions: Rule[]
  onEdit: ((rule: Rule) => void) | undefined
  draft: boolean
}

function Versions({ versions, onEdit, draft }: VersionsProps) {
  const t = useText(schemeTexts)
  const [latest, ...older] = versions
  if (latest === undefined) return null
  return (
    <>
      <div className={own.rule}>
        <RuleFacts rule={latest} />
        {onEdit && (
          <Button
            aria-label={`${draft ? t.edit : t.change} ${latest.code}`}
            className="no-print"
            onClick={() => onEdit(latest)}
          >
            {draft ? t.edit : t.change}
          </Button>
        )}
      </div>
      {older.length > 0 && (
        <details className={own.older}>
          <summary>{t.older(older.length)}</summary>
          {older.map((rule) => (
            <RuleFacts key={rule.version} rule={rule} />
          ))}
        </details>
      )}
    </>
  )
}

function RuleFacts({ rule }: { rule: Rule }) {
  const t = useText(schemeTexts)
  const label = useLabel()
  const said = useRecordDay()
  const source = useSourceName()
  return (
    <div>
      <p className={styles.head}>
        <strong>{rule.title}</strong>
        <strong>{signedPoints(rule)}</strong>
        <span>
          {t.cap}：
          {rule.cap !== null && rule.cap_period
            ? t.capOf(rule.cap, label(PERIODS[rule.cap_period]))
            : t.noCap}
        </span>
        {rule.retired && <span className={styles.state}>{t.retired}</span>}
      </p>
      <p className={styles.quiet}>
        {[
          rule.code,
          t.version(rule.version),
          t.fromDay(said(rule.effective_from)),
          `${t.source}：${source(rule.source_kind)}`,
          rule.evidence_required && t.evidence,
          rule.basis,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}
