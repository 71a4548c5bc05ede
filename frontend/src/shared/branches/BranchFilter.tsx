import styles from './BranchFilter.module.css'
import { BranchSelect } from './BranchSelect'

interface Props {
  label: string
  /** The id of the branch, or nothing for all. */
  value: string
  onChange: (id: string) => void
}

/** Narrows a list to a branch and what is below it. */
export function BranchFilter({ label, value, onChange }: Props) {
  return (
    <div className={styles.branch}>
      <BranchSelect
        aria-label={label}
        placeholder={label}
        allowClear
        value={value || null}
        onChange={(id) => onChange(id ?? '')}
      />
    </div>
  )
}
