import Button from 'antd/es/button'
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import { OutlineRow } from './OutlineRow'
import { ancestors, type FlatNode, foldedAtFirst, type Outline, visibleNodes } from './outline'
import styles from './outline.module.css'
import type { Tick } from './ticks'

interface Props {
  outline: Outline
  ticks: ReadonlyMap<string, Tick>
  activeId: string | null
  /** Who may not register reads only. */
  readOnly: boolean
  onActive: (id: string) => void
  onToggle: (id: string) => void
  onChooseLeaves: (id: string) => void
}

/** The outline as a tree to tick items in, by mouse and by keyboard. */
export const OutlinePane = memo(function OutlinePane({
  outline,
  ticks,
  activeId,
  readOnly,
  onActive,
  onToggle,
  onChooseLeaves,
}: Props) {
  const t = useText(registerTexts)
  const tree = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState(() => foldedAtFirst(outline))
  const [withBoilerplate, setWithBoilerplate] = useState(false)
  const boilerplate = outline.flat.filter((entry) => entry.boilerplate).length
  const shown = useMemo(
    () => visibleNodes(outline, folded, withBoilerplate),
    [outline, folded, withBoilerplate],
  )
  const doubts = useMemo(
    () => outline.flat.filter(({ node, boilerplate }) => node.doubtful && !boilerplate),
    [outline],
  )
  const active = shown.find(({ node }) => node.id === activeId) ?? shown[0]

  const fold = useCallback((id: string, on: boolean) => {
    setFolded((before) => {
      const next = new Set(before)
      if (on) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])

  // What is chosen in the text comes into view here, unfolded.
  useEffect(() => {
    const entry = activeId === null ? undefined : outline.byId.get(activeId)
    if (entry === undefined) return
    if (entry.boilerplate) setWithBoilerplate(true)
    setFolded((before) => {
      const above = ancestors(entry).filter(({ node }) => before.has(node.id))
      if (above.length === 0) return before
      const next = new Set(before)
      for (const { node } of above) next.delete(node.id)
      return next
    })
    window.requestAnimationFrame(() =>
      rowOf(tree.current, entry.node.id)?.scrollIntoView({ block: 'nearest' }),
    )
  }, [activeId, outline])

  const goTo = (entry: FlatNode | undefined) => {
    if (entry === undefined) return
    onActive(entry.node.id)
    rowOf(tree.current, entry.node.id)?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (active === undefined || (event.target as HTMLElement).closest('a, button')) return
    const step = treeStep(event.key, active, shown, folded)
    if (step === null) return
    event.preventDefault()
    event.stopPropagation()
    if (step.type === 'go') goTo(step.to)
    else if (step.type === 'fold') fold(active.node.id, step.on)
    else if (!readOnly) onToggle(active.node.id)
  }
  const nextDoubt = () => {
    const after = doubts.find(({ index }) => index > (active?.index ?? -1)) ?? doubts[0]
    if (after === undefined) return
    onActive(after.node.id)
    window.requestAnimationFrame(() => rowOf(tree.current, after.node.id)?.focus())
  }

  return (
    <section className={styles.pane} aria-label={t.outline}>
      <header className={styles.paneHead}>
        <h2>{t.outline}</h2>
        <span className={styles.tools}>
          {doubts.length > 0 && (
            <Button size="small" onClick={nextDoubt} title={t.nextDoubt}>
              {t.doubts(doubts.length)}
            </Button>
          )}
          <Button
            size="small"
            type="text"
            onClick={() =>
              setFolded(
                folded.size > 0
                  ? new Set()
                  : new Set(outline.flat.filter(({ leaf }) => !leaf).map(({ node }) => node.id)),
              )
            }
          >
            {folded.size > 0 ? t.unfoldAll : t.foldAll}
          </Button>
        </span>
      </header>
      <div
        ref={tree}
        className={styles.tree}
        role="tree"
        aria-label={t.outline}
        aria-multiselectable
        onKeyDown={onKeyDown}
      >
        {shown.map((entry) => (
          <OutlineRow
            key={entry.node.id}
            entry={entry}
            tick={ticks.get(entry.node.id) ?? 'off'}
            folded={folded.has(entry.node.id)}
            active={entry === active}
            marked={entry.node.id === activeId}
            readOnly={readOnly}
            onActive={onActive}
            onToggle={onToggle}
            onFold={fold}
            onChooseLeaves={onChooseLeaves}
          />
        ))}
      </div>
      <footer className={styles.paneFoot}>
        {boilerplate > 0 && (
          <Button size="small" type="text" onClick={() => setWithBoilerplate(!withBoilerplate)}>
            {withBoilerplate ? t.hideBoilerplate(boilerplate) : t.boilerplate(boilerplate)}
          </Button>
        )}
        <span className={styles.keys}>{t.outlineKeys}</span>
      </footer>
    </section>
  )
})

const rowOf = (tree: HTMLElement | null, id: string) =>
  tree?.querySelector<HTMLElement>(`[data-node="${id}"]`) ?? null

type Step = { type: 'go'; to: FlatNode | undefined } | { type: 'fold'; on: boolean } | { type: 'tick' } | null

/** What a key does in a tree (WAI-ARIA tree view pattern); space and Enter tick. */
function treeStep(
  key: string,
  active: FlatNode,
  shown: readonly FlatNode[],
  folded: ReadonlySet<string>,
): Step {
  const at = shown.indexOf(active)
  const open = !active.leaf && !folded.has(active.node.id)
  switch (key) {
    case 'ArrowDown':
      return { type: 'go', to: shown[at + 1] }
    case 'ArrowUp':
      return { type: 'go', to: shown[at - 1] }
    case 'Home':
      return { type: 'go', to: shown[0] }
    case 'End':
      return { type: 'go', to: shown.at(-1) }
    case 'ArrowRight':
      return open || active.leaf
        ? { type: 'go', to: open ? shown[at + 1] : undefined }
        : { type: 'fold', on: false }
    case 'ArrowLeft':
      return open ? { type: 'fold', on: true } : { type: 'go', to: active.parent ?? undefined }
    case ' ':
    case 'Enter':
      return { type: 'tick' }
    default:
      return null
  }
}
