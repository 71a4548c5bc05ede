import { useText } from '@/shared/i18n/texts'
import { listTexts } from './list/texts'
import styles from './members.module.css'
import type { MemberSummary } from './types'

type Shown = Pick<
  MemberSummary,
  'state' | 'standing' | 'state_label' | 'stage_label' | 'lost_contact' | 'floating'
>

/** How far somebody has come or why the record no longer counts, and what stands out. */
export function StateBadge({ member }: { member: Shown }) {
  const t = useText(listTexts)
  const out = member.standing !== 'normal'
  return (
    <span className={styles.badges}>
      <span className={`${styles.state} ${out ? styles.out : ''}`}>{member.state_label}</span>
      {out && <span className={styles.quiet}>{member.stage_label}</span>}
      {member.lost_contact && <span className={styles.mark}>{t.lostSince}</span>}
      {member.floating && <span className={styles.mark}>{t.floatingTo}</span>}
    </span>
  )
}
