import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import { useText } from '@/shared/i18n/texts'
import styles from './register.module.css'
import { registerTexts } from './texts'
import type { Registering } from './useRegistration'

interface Props {
  registering: Registering
  onRegister: () => unknown
}

/** Counts what is chosen and registers all of it in one request. */
export function RegisterBar({ registering, onRegister }: Props) {
  const t = useText(registerTexts)
  const { state, dispatch, sending } = registering
  const count = state.chosen.length
  const left = state.chosen.filter((id) => !state.rows[id]?.leadId).length
  return (
    <section className={styles.bar} aria-label={t.stepRegister}>
      <span className={styles.count} aria-live="polite">
        <b>{t.footer(count)}</b>
        {count > 0 && (
          <span className={left > 0 ? styles.left : undefined}>{left > 0 ? t.left(left) : t.ready}</span>
        )}
      </span>
      <span className={styles.barEnd}>
        <span className={styles.allOrNone}>{t.allOrNone}</span>
        <Checkbox
          checked={state.submit}
          onChange={(event) => dispatch({ type: 'submit', on: event.target.checked })}
        >
          {t.submitAlso}
        </Checkbox>
        <Button type="primary" disabled={count === 0} loading={sending} onClick={onRegister}>
          {t.register(count)}
        </Button>
      </span>
    </section>
  )
}
