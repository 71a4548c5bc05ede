import Input from 'antd/es/input/Input'
import { useId } from 'react'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import type { ShownLine } from './marks'
import styles from './sheet.module.css'
import { sheetTexts } from './texts'
import type { SheetDraft } from './useSheetDraft'

interface Props {
  draft: SheetDraft
  /** Reasons that are missing are said, once somebody has tried to save. */
  strict: boolean
  /** Enter in a field: back to the names. */
  onEnter: () => void
}

/** What is asked for besides the mark: why on leave, when made up. */
export function Details({ draft, strict, onEnter }: Props) {
  const t = useText(sheetTexts)
  const listId = useId()
  const leaves = draft.shown.filter(({ mark }) => mark === 'leave')
  const madeUps = draft.shown.filter(({ mark }) => mark === 'made_up')
  return (
    <>
      {leaves.length > 0 && (
        <section className={styles.details} aria-label={t.reasons(leaves.length)}>
          <h3 className={styles.subtitle}>{t.reasons(leaves.length)}</h3>
          <datalist id={listId}>
            {t.usual.split('、').map((reason) => (
              <option key={reason} value={reason} />
            ))}
          </datalist>
          {leaves.map((line) => (
            <Reason key={line.id} {...{ line, draft, strict, listId, onEnter }} />
          ))}
        </section>
      )}
      {madeUps.length > 0 && (
        <section className={styles.details} aria-label={t.madeUps(madeUps.length)}>
          <h3 className={styles.subtitle}>{t.madeUps(madeUps.length)}</h3>
          {madeUps.map(({ id, name, reason, madeUpOn }) => (
            <div key={id} className={styles.detail}>
              <span>{name}</span>
              <DayPicker
                id={`made-up-${id}`}
                aria-label={t.madeUpOf(name)}
                value={madeUpOn}
                onChange={(day) => draft.change(id, { mark: 'made_up', reason, made_up_on: day })}
              />
            </div>
          ))}
        </section>
      )}
    </>
  )
}

interface ReasonProps extends Props {
  line: ShownLine
  listId: string
}

function Reason({ line: { id, name, reason }, draft, strict, listId, onEnter }: ReasonProps) {
  const t = useText(sheetTexts)
  const missing = strict && !reason?.trim()
  return (
    <label className={styles.detail} htmlFor={`reason-${id}`}>
      <span>{name}</span>
      <Input
        id={`reason-${id}`}
        aria-label={t.reasonOf(name)}
        aria-invalid={missing}
        status={missing ? 'error' : undefined}
        list={listId}
        maxLength={200}
        value={reason ?? ''}
        placeholder={t.reasonNeeded}
        onChange={(event) => draft.change(id, { mark: 'leave', reason: event.target.value })}
        onPressEnter={(event) => {
          event.preventDefault()
          onEnter()
        }}
      />
    </label>
  )
}
