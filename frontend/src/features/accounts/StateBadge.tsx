import { useLanguage } from '@/shared/i18n/preferences'
import styles from './accounts.module.css'
import { type AccountState, STATES } from './labels'

const SHAPES: Record<AccountState, string> = { open: '■', locked: '▲', closed: '○' }

/** An account's state by shape and word. */
export function StateBadge({ state }: { state: AccountState }) {
  const language = useLanguage()
  return (
    <span className={`${styles.state} ${styles[state]}`}>
      <span aria-hidden="true">{SHAPES[state]}</span> {STATES[state][language]}
    </span>
  )
}
