import Button from 'antd/es/button'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { AvailableAction } from '@/shared/actions/actions'
import { useText } from '@/shared/i18n/texts'
import { DateText } from '@/shared/ui/DateText'
import type { Correction, MemberSummary } from '../types'
import { useWords } from '../words'
import styles from './corrections.module.css'
import { correctionTexts } from './texts'

const DecisionDialog = lazy(() => import('./DecisionDialog'))

interface Props {
  correction: Correction
  /** The record as it stands, to be compared with; left out where it is not at hand. */
  record?: Pick<MemberSummary, 'id'>
  /** Above the table: whose request it is. */
  heading?: ReactNode
}

/** One request: what should become what, why, how it was decided, and what may be done now. */
export function CorrectionCard({ correction, record, heading }: Props) {
  const t = useText(correctionTexts)
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  const offers = correction.available_actions
  return (
    <article className={styles.card}>
      <header className={styles.head}>
        {heading}
        <span className={styles.state}>{correction.state_label}</span>
        <span className={styles.quiet}>
          {t.asked} <DateText at={correction.created_at} />
        </span>
      </header>
      <ProposedTable correction={correction} record={correction.state === 'requested' ? record : undefined} />
      <p className={styles.line}>
        <span className={styles.quiet}>{t.reason}</span> {correction.reason}
      </p>
      {correction.decided_at && (
        <p className={styles.line}>
          <span className={styles.quiet}>
            {correction.decided_by && t.decided(correction.decided_by)}{' '}
            <DateText at={correction.decided_at} />
          </span>{' '}
          {correction.decision}
        </p>
      )}
      {offers.length > 0 && (
        <div className={`${styles.actions} no-print`}>
          {offers.map((offer) => (
            <Button key={offer.action} onClick={() => setChosen(offer)}>
              {offer.label}
            </Button>
          ))}
        </div>
      )}
      {chosen && (
        <Suspense>
          <DecisionDialog correction={correction} action={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </article>
  )
}

/** Field by field what stands on record and what it should become. */
export function ProposedTable({ correction, record }: Pick<Props, 'correction' | 'record'>) {
  const t = useText(correctionTexts)
  const words = useWords()
  const present = record as Record<string, unknown> | undefined
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t.field}</th>
          {present && <th scope="col">{t.now}</th>}
          <th scope="col">{t.wanted}</th>
        </tr>
      </thead>
      <tbody>
        {correction.fields.map((name) => (
          <tr key={name}>
            <th scope="row">{words.field(name)}</th>
            {present && <td>{words.value(name, present[name])}</td>}
            <td className={styles.wanted}>{words.value(name, correction.proposed[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
