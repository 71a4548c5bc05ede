import styles from './ChoiceTabs.module.css'

interface Choice<K extends string> {
  key: K
  label: string
  /** Shown after the label; `null` while it is not known, left out where nothing is counted. */
  count?: number | null
}

interface Props<K extends string> {
  /** Names the row for screen readers. */
  label: string
  choices: readonly Choice<K>[]
  chosen: K
  onChoose: (key: K) => void
}

/** One of a few ways to see a list or a record, as a row of tabs. */
export function ChoiceTabs<K extends string>({ label, choices, chosen, onChoose }: Props<K>) {
  return (
    <nav className={`${styles.tabs} no-print`} aria-label={label}>
      {choices.map(({ key, label: name, count }) => (
        <button key={key} type="button" aria-pressed={chosen === key} onClick={() => onChoose(key)}>
          {name}
          {count !== undefined && <span className={styles.count}>{count ?? '–'}</span>}
        </button>
      ))}
    </nav>
  )
}
