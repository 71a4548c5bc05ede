import Button from 'antd/es/button'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import type { Import, ImportRow } from '../types'
import { cellOf, requestStart } from './cells'
import styles from './preview.module.css'
import { previewTexts } from './texts'

interface Props {
  row: ImportRow
  branch: Import['branch']
  /** Reads the row once more against the register as it is now; absent when the import is over. */
  onCheckAgain?: () => void
}

/** What to do about a conflict. Of somebody outside one's branches nothing is shown but the way to ask. */
export function ConflictOffer({ row, branch, onCheckAgain }: Props) {
  const t = useText(previewTexts)
  const { conflict, member } = row
  if (conflict === null) return null
  if (conflict.offer === 'check_again') {
    const known = onCheckAgain && cellOf(row, 'name').value
    return known ? (
      <Button size="small" onClick={onCheckAgain}>
        {t.checkAgain}
      </Button>
    ) : null
  }
  if (conflict.offer === 'transition') {
    return member ? (
      <Link className={styles.link} to={`/members/${member.id}`}>
        {t.transition}
      </Link>
    ) : null
  }
  return member ? (
    <Link className={styles.link} to={`/transfers/new?member=${member.id}`}>
      {t.transfer}
    </Link>
  ) : (
    <Link className={styles.link} to="/transfers/new?way=request" state={requestStart(row, branch)}>
      {t.request}
    </Link>
  )
}
