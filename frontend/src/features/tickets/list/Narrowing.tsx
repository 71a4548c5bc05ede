import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import type { TicketFilters } from '../filters'
import type { ChangeFilters } from '../useTicketFilters'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  filters: TicketFilters
  change: ChangeFilters
}

/** Says that a link narrowed the list to one document or one parent ticket, and undoes it. */
export function Narrowing({ filters, change }: Props) {
  const t = useText(listTexts)
  const parts = [
    { on: filters.source_id.length > 0, text: t.ofDocument, undo: { source_id: [] } },
    { on: filters.parent_id !== '', text: t.ofParent, undo: { parent_id: '' } },
  ]
  return parts
    .filter(({ on }) => on)
    .map(({ text, undo }) => (
      <div key={text} className={styles.narrowing}>
        {text}
        <Button type="text" size="small" onClick={() => change(undo)}>
          {t.remove}
        </Button>
      </div>
    ))
}
