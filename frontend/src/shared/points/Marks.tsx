import type { ReactNode } from 'react'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import styles from './points.module.css'
import { pointTexts } from './texts'
import type { MemberPoints, PointFlag } from './types'

interface Props {
  points: MemberPoints
  /** Stands beside a mark that holds: lifting it. */
  action?: (flag: PointFlag) => ReactNode
}

/** Marks over the year with their reasons, and for what a frozen result was used. */
export function Marks({ points, action }: Props) {
  const t = useText(pointTexts)
  return (
    <>
      {points.flags.length > 0 && (
        <Card title={t.flags}>
          <ul className={styles.marks}>
            {points.flags.map((flag) => (
              <li key={flag.id}>
                <strong>{flag.flag_label}</strong>
                <p>{flag.reason}</p>
                <p className={styles.quiet}>
                  {t.flagSet(flag.set_on, flag.set_by)}
                  {flag.lifted_on && ` · ${t.flagLifted(flag.lifted_on)}：${flag.lift_reason}`}
                </p>
                {flag.lifted_on === null && action?.(flag)}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {points.frozen_at && (
        <Card title={t.uses}>
          {points.uses.length === 0 && <p className={styles.note}>{t.usesNone}</p>}
          <ul className={styles.marks}>
            {points.uses.map((used) => (
              <li key={`${used.used_on} ${used.purpose}`}>
                <strong>{used.purpose}</strong>{' '}
                <span className={styles.quiet}>
                  <DayText date={used.used_on} /> · {t.recordedBy(used.recorded_by)}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
