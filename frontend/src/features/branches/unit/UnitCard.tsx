import Button from 'antd/es/button'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { EmptyState } from '@/shared/ui/states'
import type { Branch } from '../api'
import { UNIT_SITUATIONS } from '../labels'
import { unitTexts } from './texts'
import styles from './unit.module.css'

/** The unit in which a branch stands. */
export function UnitCard({ branch, onEdit }: { branch: Branch; onEdit: (() => void) | undefined }) {
  const t = useText(unitTexts)
  const language = useLanguage()
  const facts: [string, string | null][] = [
    [t.situation, branch.unit_situation && UNIT_SITUATIONS[branch.unit_situation][language]],
    [t.name, branch.unit_name],
    [t.nature, branch.unit_nature],
    [t.partySetup, branch.unit_party_setup],
    [t.code, branch.credit_code],
  ]
  const known = facts.some(([, value]) => value !== null)
  const button = onEdit && <Button onClick={onEdit}>{t.edit}</Button>
  return (
    <Card title={t.title} className={styles.unit}>
      {known ? (
        <>
          <Facts facts={facts} />
          {button && <div className={styles.foot}>{button}</div>}
        </>
      ) : (
        <EmptyState title={t.empty} compact actions={button}>
          {t.emptyText}
        </EmptyState>
      )}
    </Card>
  )
}
