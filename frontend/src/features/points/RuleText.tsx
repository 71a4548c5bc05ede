import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { PERIODS } from '@/shared/points/labels'
import styles from '@/shared/ui/blocks.module.css'
import { branchTexts } from './branch/texts'
import { signedPoints } from './rules'
import type { Rule } from './types'

/** What a rule gives, within what cap, on what it rests. */
export function RuleText({ rule }: { rule: Rule }) {
  const t = useText(branchTexts)
  const label = useLabel()
  const cap = rule.cap !== null && rule.cap_period ? t.ruleCap(rule.cap, label(PERIODS[rule.cap_period])) : ''
  return (
    <span className={styles.quiet}>
      {[
        t.ruleSays(signedPoints(rule), cap) + (rule.per_unit ? t.perUnit : ''),
        rule.evidence_required && t.mustEvidence,
        t.basis(rule.basis),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
}
