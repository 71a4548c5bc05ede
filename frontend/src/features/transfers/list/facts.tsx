import { useText } from '@/shared/i18n/texts'
import { DayText } from '@/shared/ui/DateText'
import type { TransferSummary } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'

const SOON_DAYS = 10

/** The end from which somebody goes: a branch, or an organisation outside. */
export const fromName = (transfer: TransferSummary) =>
  transfer.from_branch?.name ?? transfer.outside?.name ?? ''

export const toName = (transfer: TransferSummary) => transfer.to_branch?.name ?? transfer.outside?.name ?? ''

/** The last day of the letter, with the days left while it is on its way. */
export function Validity({ transfer }: { transfer: TransferSummary }) {
  const t = useText(listTexts)
  if (!transfer.valid_until) return <span className={styles.quiet}>{t.noLetter}</span>
  const left = transfer.days_left
  return (
    <>
      <DayText date={transfer.valid_until} />
      {left !== null && (
        <span className={left <= SOON_DAYS ? styles.soon : styles.quiet}>{t.daysLeft(left)}</span>
      )}
    </>
  )
}

export function StateMark({ transfer }: { transfer: TransferSummary }) {
  return <span className={styles.state}>{transfer.state_label}</span>
}
