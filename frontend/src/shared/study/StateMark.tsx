import styles from './study.module.css'

/** The state of a session, a record or an outcome, in the API's word. */
export function StateMark({ state, label }: { state: string; label: string }) {
  return <span className={`${styles.state} ${WAITING.has(state) ? styles.waiting : ''}`}>{label}</span>
}

/** States in which somebody has to do something. */
const WAITING = new Set(['held', 'submitted'])
