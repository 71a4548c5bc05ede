import Button from 'antd/es/button'
import { useState } from 'react'
import { useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { BATCH_ACTIONS } from '../labels'
import type { BatchAction, TicketSummary } from '../types'
import { BatchDialog } from './BatchDialog'
import { batchActions } from './batch'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  tickets: TicketSummary[]
  onClear: () => void
}

/** What can be done with the chosen rows; shows while rows are chosen. */
export function BulkBar({ tickets, onClear }: Props) {
  const t = useText(listTexts)
  const label = useLabel()
  const actions = batchActions(tickets, useCan())
  const [chosen, setChosen] = useState<{ action: BatchAction; tickets: TicketSummary[] } | null>(null)
  return (
    <>
      {tickets.length > 0 && (
        <section className={`${styles.bulk} no-print`} aria-label={t.bulk}>
          <span aria-live="polite">{t.chosen(tickets.length)}</span>
          {actions.map((action, index) => (
            <Button
              key={action}
              type={index === 0 ? 'primary' : 'default'}
              onClick={() => setChosen({ action, tickets })}
            >
              {label(BATCH_ACTIONS[action])}
            </Button>
          ))}
          {actions.length === 0 && t.noneFit}
          <Button type="text" onClick={onClear}>
            {t.unselect}
          </Button>
        </section>
      )}
      {chosen && <BatchDialog {...chosen} onSent={onClear} onClose={() => setChosen(null)} />}
    </>
  )
}
