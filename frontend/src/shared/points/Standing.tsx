import { cityDate } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { HEADS } from './labels'
import styles from './points.module.css'
import { scoreSum } from './sum'
import { pointTexts } from './texts'
import type { MemberPoints } from './types'

/** The score with its sum written out, and what stands over it. */
export function Standing({ points }: { points: MemberPoints }) {
  const t = useText(pointTexts)
  const label = useLabel()
  const said = useRecordDay()
  const { base, gains, losses, result } = scoreSum(points)
  const heads = (Object.keys(HEADS) as (keyof typeof HEADS)[]).filter((head) => head in gains)
  return (
    <Card className={styles.standing}>
      <p className={styles.score}>
        <strong>{t.score(points.score)}</strong>
        {points.band_label && <span className={styles.band}>{points.band_label}</span>}
      </p>
      <p className={styles.sum}>
        <span className="visually-hidden">{t.sum}：</span>
        <span>{`${base}（${t.base}）`}</span>
        {heads.map((head) => (
          <span
            key={head}
          >{`${(gains[head] ?? 0) < 0 ? '−' : '+'} ${label(HEADS[head])} ${Math.abs(gains[head] ?? 0)}`}</span>
        ))}
        <span>{`− ${t.losses} ${losses}`}</span>
        <span>{`= ${result}`}</span>
      </p>
      {result < 0 && <p className={styles.note}>{t.floor}</p>}
      {points.veto && <p className={styles.warning}>{t.vetoed}</p>}
      {points.exempt && <p className={styles.warning}>{t.exempt}</p>}
      <p className={styles.note}>
        {points.scheme ? `${t.scheme}：${points.scheme.name}` : t.noScheme}
        {points.frozen_at && ` ${t.frozen(said(cityDate(new Date(points.frozen_at))))}`}
      </p>
    </Card>
  )
}
