import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import { EmptyState } from '@/shared/ui/states'
import { ItemTable } from '../items/ItemTable'
import { RowsToFix } from './Notices'
import styles from './register.module.css'
import { registerTexts } from './texts'
import type { Registering } from './useRegistration'

interface Props {
  registering: Registering
  onShow: (id: string) => void
}

/** The table of chosen items under the panes. */
export function ItemsSection({ registering, onShow }: Props) {
  const t = useText(registerTexts)
  const { state, dispatch } = registering
  return (
    <section className={styles.items} aria-label={t.table}>
      <header className={styles.itemsHead}>
        <h2>
          {t.table}
          {state.chosen.length > 0 && <span>{t.chosenCount(state.chosen.length)}</span>}
        </h2>
        {state.chosen.length > 1 && <span className={styles.quiet}>{t.pasteHint}</span>}
        {state.before !== null && (
          <Button size="small" onClick={() => dispatch({ type: 'undo' })}>
            {t.undo}
          </Button>
        )}
      </header>
      <RowsToFix registering={registering} />
      {state.chosen.length === 0 ? (
        <EmptyState title={t.empty} compact>
          {t.emptyText}
        </EmptyState>
      ) : (
        <ItemTable state={state} dispatch={dispatch} onShow={onShow} />
      )}
    </section>
  )
}
