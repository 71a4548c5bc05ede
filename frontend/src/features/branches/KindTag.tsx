import styles from './KindTag.module.css'

/** The kind of a branch, small, beside its name. */
export function KindTag({ label }: { label: string }) {
  return <span className={styles.tag}>{label}</span>
}
