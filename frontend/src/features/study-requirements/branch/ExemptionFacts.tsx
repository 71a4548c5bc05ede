import type { ReactNode } from 'react'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/ui/blocks.module.css'
import { mineTexts } from '../mine/texts'
import type { Exemption } from '../types'

interface Props {
  exemption: Exemption
  /** Whose it is, where that is not plain. */
  who?: ReactNode
  /** What may be done about it. */
  action?: ReactNode
}

/** An exemption as the branch decided it: ground, days, decision, reason, by whom. */
export function ExemptionFacts({ exemption, who, action }: Props) {
  const t = useText(mineTexts)
  const language = useLanguage()
  const day = (date: string) => dayText(date, language, new Date())
  const { ground_label, from_on, ended_on, struck, decided_on, decision, reason, entered_by, end_reason } =
    exemption
  return (
    <>
      <div className={styles.head}>
        {who}
        <strong>{ground_label}</strong>
        <span>{ended_on ? t.period(day(from_on), day(ended_on)) : t.since(day(from_on))}</span>
        {(struck || ended_on) && <span className={styles.quiet}>{struck ? t.struck : t.ended}</span>}
        {action && <span className={styles.end}>{action}</span>}
      </div>
      <p>
        {t.decision}：{decision}；{t.reason}：{reason}
      </p>
      {end_reason && (
        <p>
          {t.endReason}：{end_reason}
          {exemption.ended_by && `（${exemption.ended_by}）`}
        </p>
      )}
      <p className={styles.quiet}>{t.entered(entered_by, day(decided_on))}</p>
    </>
  )
}
