import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useLargeType } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useVisibleRows } from '@/shared/lists/visibleRows'
import { type Branch, useMaybeBranch } from '../api'
import { KindTag } from '../KindTag'
import { branchTexts } from '../texts'
import { rowsOf, type TreeRow, treeStep } from './rows'
import styles from './tree.module.css'
import { useOpenBranches } from './useOpenBranches'

const ROW_PX = 40
const LARGE_ROW_PX = 56

interface Props {
  top: readonly Branch[]
  label: string
  /** The branch to go to: it is opened with what stands above it, and gets the focus. */
  at: string
}

/** Branches with those below them, read when they are opened; only the rows in the window are drawn. */
export function BranchTree({ top, label, at }: Props) {
  const t = useText(branchTexts)
  const rowHeight = useLargeType() ? LARGE_ROW_PX : ROW_PX
  const list = useRef<HTMLDivElement>(null)
  const tree = useOpenBranches(top)
  const rows = rowsOf(top, tree.open, tree.childrenOf)
  const [activeId, setActiveId] = useState(at || top[0]?.id)
  const wantsFocus = useRef(false)
  const found = rows.findIndex(({ branch }) => branch.id === activeId)
  const active = Math.max(found, 0)
  const { from, to } = useVisibleRows(list, rowHeight, rows.length)

  const target = useMaybeBranch(at).data
  // biome-ignore lint/correctness/useExhaustiveDependencies: one jump for each target
  useEffect(() => {
    if (target === undefined) return
    const opened = target.child_count > 0 ? target.lineage : target.lineage.slice(0, -1)
    tree.reveal(opened.map(({ id }) => id))
    setActiveId(target.id)
    wantsFocus.current = true
  }, [target?.id])
  // After each drawing: the row that wants the focus may have had to be read first.
  useLayoutEffect(() => {
    if (!wantsFocus.current || found < 0) return
    wantsFocus.current = false
    const row = list.current?.querySelector<HTMLElement>('[tabindex="0"]')
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const step = treeStep(event.key, rows, active)
    if (step === null) return
    event.preventDefault()
    if ('toggle' in step) return tree.toggle(step.toggle)
    setActiveId(rows[step.focus]?.branch.id)
    wantsFocus.current = true
  }
  const drawn = rows
    .map((row, index) => ({ row, index }))
    // The row with the focus stays, however far the page is scrolled away from it.
    .filter(({ index }) => (index >= from && index < to) || index === active)
  return (
    <div
      ref={list}
      role="tree"
      tabIndex={-1}
      aria-label={label}
      className={styles.tree}
      style={{ height: rows.length * rowHeight }}
      onKeyDown={onKeyDown}
    >
      {drawn.map(({ row, index }) => (
        <Row
          key={row.branch.id}
          row={row}
          top={index * rowHeight}
          height={rowHeight}
          isActive={index === active}
          isTarget={row.branch.id === at}
          waiting={waitingText(row, tree, t)}
          onFocus={() => setActiveId(row.branch.id)}
          onToggle={() => tree.toggle(row.branch.id)}
        />
      ))}
    </div>
  )
}

function waitingText(
  { open, branch }: TreeRow,
  tree: ReturnType<typeof useOpenBranches>,
  t: { reading: string; unread: string },
): string | null {
  if (!open || tree.childrenOf(branch.id) !== undefined) return null
  return tree.failed(branch.id) ? t.unread : t.reading
}

interface RowProps {
  row: TreeRow
  top: number
  height: number
  isActive: boolean
  isTarget: boolean
  waiting: string | null
  onFocus: () => void
  onToggle: () => void
}

function Row({ row, top, height, isActive, isTarget, waiting, onFocus, onToggle }: RowProps) {
  const t = useText(branchTexts)
  const { branch, level, open } = row
  const hasChildren = branch.child_count > 0
  return (
    <Link
      role="treeitem"
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={hasChildren ? open : undefined}
      aria-current={isTarget ? 'true' : undefined}
      tabIndex={isActive ? 0 : -1}
      to={`/branches/${branch.id}`}
      className={styles.row}
      style={{ top, height, paddingInlineStart: `calc(${level - 1} * 1.6em + 8px)` }}
      title={branch.name}
      onFocus={onFocus}
    >
      {/* The keyboard opens by arrow keys; this is for the mouse. */}
      <span
        aria-hidden="true"
        data-fold={hasChildren ? '' : undefined}
        className={`${styles.fold} ${open ? styles.expanded : ''}`}
        onClick={
          hasChildren
            ? (event) => {
                event.preventDefault()
                onToggle()
              }
            : undefined
        }
      >
        {hasChildren && <RightOutlined />}
      </span>
      <span className={styles.name}>{branch.name}</span>
      <KindTag label={branch.kind_label} />
      {hasChildren && <span className={styles.quiet}>{waiting ?? t.below(branch.child_count)}</span>}
    </Link>
  )
}
