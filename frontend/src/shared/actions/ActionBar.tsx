import DownOutlined from '@ant-design/icons/es/icons/DownOutlined'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './ActionBar.module.css'
import { ACTION_HASH, type AvailableAction, type UnavailableAction } from './actions'

const texts = defineTexts(
  { more: '更多操作', all: '办理', label: '可办理的操作', none: '目前没有需要您办理的操作' },
  { more: 'More', all: 'Steps', label: 'What you can do', none: 'Nothing for you to do here now' },
)

interface Props<A extends AvailableAction> {
  /** In the order of the API: the first is the main step. */
  actions: readonly A[]
  unavailable?: readonly UnavailableAction[]
  onAction: (action: A) => void
  /** The step being sent. */
  pending?: string
  /** No step is the usual next one: all of them stand in the menu, none under the finger. */
  noMain?: boolean
}

/** Draws the steps that the API offers: the first as the main button, the rest in a menu. Sticks to the bottom of a phone. */
export function ActionBar<A extends AvailableAction>({
  actions,
  unavailable = [],
  onAction,
  pending,
  noMain = false,
}: Props<A>) {
  const t = useText(texts)
  const main = noMain ? undefined : actions[0]
  const rest = noMain ? actions : actions.slice(1)
  const mainButton = useRef<HTMLButtonElement>(null)
  const { hash, key } = useLocation()
  useEffect(() => {
    // The shell keeps room below the page for the bar that a phone shows over it.
    document.documentElement.dataset.actionBar = 'on'
    return () => {
      delete document.documentElement.dataset.actionBar
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` changes with each visit, even to the same record
  useEffect(() => {
    if (hash === ACTION_HASH) mainButton.current?.focus()
  }, [hash, key])
  const items = [
    ...rest.map((action) => ({ key: action.action, label: action.label, onClick: () => onAction(action) })),
    ...(rest.length > 0 && unavailable.length > 0 ? [{ key: 'divider', type: 'divider' as const }] : []),
    ...unavailable.map(({ action, label, reason }) => ({
      key: action,
      disabled: true,
      label: (
        <span className={styles.unavailable}>
          {label}
          <small>{reason}</small>
        </span>
      ),
    })),
  ]
  return (
    <fieldset className={`${styles.bar} no-print`} aria-label={t.label}>
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
          <Button disabled={pending !== undefined}>
            {noMain ? t.all : t.more} <DownOutlined />
          </Button>
        </Dropdown>
      )}
      {main ? (
        <Button
          ref={mainButton}
          type="primary"
          onClick={() => onAction(main)}
          loading={pending === main.action}
          disabled={pending !== undefined}
        >
          {main.label}
        </Button>
      ) : (
        items.length === 0 && <span className={styles.none}>{t.none}</span>
      )}
    </fieldset>
  )
}
