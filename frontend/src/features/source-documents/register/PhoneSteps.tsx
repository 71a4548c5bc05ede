import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { useBranchNames } from '@/shared/branches/useBranchNames'
import { useText } from '@/shared/i18n/texts'
import { oneOf, useUrlState } from '@/shared/lists/urlState'
import { DueDate } from '@/shared/ui/DateText'
import { EmptyState } from '@/shared/ui/states'
import { ItemCard } from '../items/ItemCard'
import { OutlinePane } from '../outline/OutlinePane'
import { TextPane } from '../outline/TextPane'
import { RowsToFix } from './Notices'
import { RegisterBar } from './RegisterBar'
import styles from './register.module.css'
import { registerTexts } from './texts'
import type { PaneProps } from './usePanes'
import type { Registering } from './useRegistration'

const STEPS = ['choose', 'fill', 'register'] as const
const stepState = { step: oneOf(STEPS, 'choose') }

interface Props {
  registering: Registering
  panes: PaneProps
  text: string
}

/** The page on a phone: choose, fill in, register, one after another. */
export function PhoneSteps({ registering, panes, text }: Props) {
  const t = useText(registerTexts)
  const [{ step }, change] = useUrlState(stepState)
  const [pane, setPane] = useState<'outline' | 'text'>('outline')
  const { state, dispatch, register } = registering
  const at = STEPS.indexOf(step)
  const names = [t.stepChoose, t.stepFill, t.stepRegister]
  const go = (to: number) => {
    change({ step: STEPS[to] ?? 'choose' })
    window.scrollTo({ top: 0 })
  }
  const onRegister = () => {
    if (!register()) go(1)
  }
  return (
    <>
      <ol className={styles.steps} aria-label={t.steps}>
        {names.map((name, index) => (
          <li key={name} aria-current={index === at ? 'step' : undefined}>
            <button type="button" onClick={() => go(index)} disabled={index > 0 && state.chosen.length === 0}>
              <span>{index + 1}</span>
              {name}
            </button>
          </li>
        ))}
      </ol>
      {step === 'choose' && (
        <div className={styles.phonePane}>
          <Segmented
            block
            value={pane}
            onChange={setPane}
            options={[
              { value: 'outline', label: t.showOutline },
              { value: 'text', label: t.showText },
            ]}
          />
          {pane === 'outline' ? <OutlinePane {...panes} /> : <TextPane {...panes} text={text} />}
        </div>
      )}
      {step !== 'choose' && state.chosen.length === 0 && (
        <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
      )}
      {step === 'fill' && <RowsToFix registering={registering} />}
      {step === 'fill' && (
        <ol className={styles.cards}>
          {state.chosen.map((id, index) => {
            const row = state.rows[id]
            return (
              row && (
                <ItemCard
                  key={id}
                  id={id}
                  index={index}
                  row={row}
                  faults={state.faults[id]}
                  dispatch={dispatch}
                />
              )
            )
          })}
        </ol>
      )}
      {step === 'register' && state.chosen.length > 0 && (
        <>
          <Review registering={registering} />
          <RegisterBar registering={registering} onRegister={onRegister} />
        </>
      )}
      {step !== 'register' && (
        <div className={styles.stepBar}>
          <b aria-live="polite">{t.footer(state.chosen.length)}</b>
          <span>
            {at > 0 && <Button onClick={() => go(at - 1)}>{t.back}</Button>}{' '}
            <Button type="primary" disabled={state.chosen.length === 0} onClick={() => go(at + 1)}>
              {step === 'choose' ? t.fillIn : t.check}
            </Button>
          </span>
        </div>
      )}
    </>
  )
}

/** What will be registered, to be read once more. */
function Review({ registering }: { registering: Registering }) {
  const t = useText(registerTexts)
  const { state } = registering
  const rows = state.chosen.flatMap((id) => (state.rows[id] ? [{ id, ...state.rows[id] }] : []))
  const names = useBranchNames(rows.flatMap(({ leadId }) => leadId ?? []))
  return (
    <ol className={styles.tickets}>
      {rows.map((row) => (
        <li key={row.id}>
          <span className={styles.reviewTitle}>{row.title}</span>
          <span className={styles.facts}>
            <span className={row.leadId === null ? styles.left : undefined}>
              {row.leadId === null ? t.noLead : (names.get(row.leadId) ?? '…')}
            </span>
            {row.dueOn === null ? <span>{t.byDefault}</span> : <DueDate date={row.dueOn} />}
          </span>
        </li>
      ))}
    </ol>
  )
}
