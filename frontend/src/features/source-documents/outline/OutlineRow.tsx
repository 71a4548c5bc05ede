import CheckOutlined from '@ant-design/icons/es/icons/CheckOutlined'
import MinusOutlined from '@ant-design/icons/es/icons/MinusOutlined'
import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import { memo } from 'react'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import { type FlatNode, ownWords } from './outline'
import styles from './outline.module.css'
import { TicketMark } from './TicketMark'
import type { Tick } from './ticks'

interface Props {
  entry: FlatNode
  tick: Tick
  folded: boolean
  /** Holds the tree's place in the tab order. */
  active: boolean
  /** Is the node the person looks at. */
  marked: boolean
  readOnly: boolean
  onActive: (id: string) => void
  onToggle: (id: string) => void
  onFold: (id: string, on: boolean) => void
  onChooseLeaves: (id: string) => void
}

const CHECKED = { on: true, part: 'mixed', off: false, covered: false } as const

export const OutlineRow = memo(function OutlineRow(props: Props) {
  const { entry, tick, folded, active, marked, readOnly, onActive, onToggle, onFold, onChooseLeaves } = props
  const { node, leaf, depth } = entry
  const t = useText(registerTexts)
  const words = ownWords(node)
  const tabIndex = active ? 0 : -1
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
    <div
      role="treeitem"
      data-node={node.id}
      className={rowClass(entry, tick, marked)}
      style={{ paddingInlineStart: `${(depth - 1) * 20 + 8}px` }}
      aria-level={depth}
      aria-expanded={leaf ? undefined : !folded}
      aria-checked={readOnly ? undefined : CHECKED[tick]}
      aria-selected={readOnly ? marked : undefined}
      tabIndex={tabIndex}
      onFocus={() => onActive(node.id)}
      onClick={(event) => {
        onActive(node.id)
        if (!readOnly && (event.target as HTMLElement).closest('[data-box]')) onToggle(node.id)
      }}
    >
      <button
        type="button"
        className={`${styles.fold} ${folded ? '' : styles.open}`}
        aria-hidden={leaf}
        disabled={leaf}
        tabIndex={-1}
        aria-label={folded ? t.unfold(words) : t.fold(words)}
        onClick={(event) => {
          event.stopPropagation()
          onFold(node.id, !folded)
        }}
      >
        {!leaf && <RightOutlined />}
      </button>
      {!readOnly && <TickBox tick={tick} />}
      <span className={styles.body}>
        <span className={styles.words} data-box>
          {words}
        </span>
        {tick === 'covered' && <span className={styles.hint}>{t.covered}</span>}
        {tick === 'on' && !leaf && <span className={styles.hint}>{t.wholeItem}</span>}
        {node.doubt && (
          <span className={styles.doubt}>
            <b>{t.doubt}</b>
            {node.doubt}
          </span>
        )}
        {node.tickets.map((ticket) => (
          <TicketMark key={ticket.id} ticket={ticket} tabIndex={tabIndex} />
        ))}
        {tick === 'on' && node.tickets.length > 0 && <span className={styles.doubt}>{t.registeredHere}</span>}
        {!leaf && !readOnly && (
          <button
            type="button"
            className={styles.leaves}
            tabIndex={tabIndex}
            aria-label={t.leavesOf(words)}
            onClick={(event) => {
              event.stopPropagation()
              onChooseLeaves(node.id)
            }}
          >
            {t.chooseLeaves}
          </button>
        )}
      </span>
    </div>
  )
})

function rowClass({ depth, boilerplate }: FlatNode, tick: Tick, marked: boolean): string {
  const names = [
    styles.row,
    styles[tick],
    depth === 1 ? styles.top : '',
    boilerplate ? styles.boilerplate : '',
    marked ? styles.marked : '',
  ]
  return names.filter(Boolean).join(' ')
}

function TickBox({ tick }: { tick: Tick }) {
  return (
    <span className={styles.box} data-box aria-hidden="true">
      {(tick === 'on' || tick === 'covered') && <CheckOutlined />}
      {tick === 'part' && <MinusOutlined />}
    </span>
  )
}
