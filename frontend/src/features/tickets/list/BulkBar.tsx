import Button from 'antd/es/button'
import { useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import type { TicketSummary } from '../types'
import styles from './list.module.css'
import { listTexts } from './texts'
import { UrgeDialog } from './UrgeDialog'

interface Props {
  tickets: TicketSummary[]
  onClear: () => void
}

/** What can be done with the chosen rows; shows while rows are chosen. */
export function BulkBar({ tickets, onClear }: Props) {
  const t = useText(listTexts)
  const [urging, setUrging] = useState<TicketSummary[] | null>(null)
  return (
    <>
      {tickets.length > 0 && (
        <section className={`${styles.bulk} no-print`} aria-label={t.bulk}>
          <span aria-live="polite">{t.chosen(tickets.length)}</span>
          <Button type="primary" onClick={() => setUrging(tickets)}>
            {t.urge}
          </Button>
          <Button type="text" onClick={onClear}>
            {t.unselect}
          </Button>
        </section>
      )}
      {urging && <UrgeDialog tickets={urging} onUrged={onClear} onClose={() => setUrging(null)} />}
    </>
  )
}
