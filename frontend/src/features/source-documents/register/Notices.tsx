import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import styles from './register.module.css'
import { registerTexts } from './texts'
import type { Registering } from './useRegistration'

/** What has to be said above the panes: a restored draft, a changed choice. */
export function Notices({ registering }: { registering: Registering }) {
  const t = useText(registerTexts)
  const { state, restored, discard, keepRestored } = registering
  return (
    <>
      {restored && (
        <div className={styles.notice} role="status">
          <span>{t.restored(state.chosen.length)}</span>
          <span>
            <Button size="small" onClick={discard}>
              {t.discard}
            </Button>{' '}
            <Button size="small" type="text" onClick={keepRestored}>
              {t.keep}
            </Button>
          </span>
        </div>
      )}
      {state.dropped > 0 && (
        <p className={styles.notice} role="status">
          {t.dropped(state.dropped)}
        </p>
      )}
    </>
  )
}

/** How many rows have to be corrected before anything is registered. */
export function RowsToFix({ registering }: { registering: Registering }) {
  const t = useText(registerTexts)
  const wrong = Object.values(registering.state.faults).filter(
    (faults) => Object.keys(faults).length > 0,
  ).length
  return (
    wrong > 0 && (
      <p className={styles.fix} role="alert">
        {t.fix(wrong)}
      </p>
    )
  )
}
