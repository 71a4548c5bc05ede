import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import type { AvailableAction } from '@/shared/actions/actions'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import type { PointEntry } from '@/shared/points/types'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { DueDate } from '@/shared/ui/DateText'
import type { Objection } from '../types'
import { mineTexts } from './texts'

const StepDialog = lazy(() => import('../objections/StepDialog'))

interface Props {
  objections: readonly Objection[]
  entries: readonly PointEntry[]
}

/** What one has objected to, where it stands, what was answered, and what one can do now. */
export function OwnObjections({ objections, entries }: Props) {
  const t = useText(mineTexts)
  const said = useRecordDay()
  const [chosen, setChosen] = useState<{ objection: Objection; action: AvailableAction } | null>(null)
  if (objections.length === 0) return null
  const subject = ({ entry_id, publication_id }: Objection) => {
    const entry = entries.find(({ id }) => id === entry_id)
    if (entry) return t.aboutEntry(entry.title)
    return publication_id ? t.aboutPublished : t.aboutMissing
  }
  return (
    <Card title={t.objections}>
      <ul className={styles.rows}>
        {objections.map((objection) => (
          <li key={objection.id}>
            <p className={styles.head}>
              <strong>{subject(objection)}</strong>
              <span className={styles.state}>{objection.state_label}</span>
              {objection.working_days_left !== null && (
                <span>
                  {t.due} <DueDate date={objection.due_on} workdaysLeft={objection.working_days_left} />
                </span>
              )}
            </p>
            <p>{objection.reason}</p>
            {objection.answer && (
              <p className={styles.answer}>
                {t.answer}：{objection.answer}{' '}
                {objection.answered_on && (
                  <span className={styles.quiet}>{t.answered(said(objection.answered_on))}</span>
                )}
              </p>
            )}
            <p className={styles.buttons}>
              {objection.available_actions.map((action) => (
                <Button key={action.action} onClick={() => setChosen({ objection, action })}>
                  {action.label}
                </Button>
              ))}
            </p>
          </li>
        ))}
      </ul>
      {chosen && (
        <Suspense>
          <StepDialog {...chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </Card>
  )
}
