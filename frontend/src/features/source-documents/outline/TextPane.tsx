import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { registerTexts } from '../register/texts'
import { markText, type Paragraph, type Piece } from './marking'
import type { Outline } from './outline'
import styles from './outline.module.css'
import text from './TextPane.module.css'
import { TicketMark } from './TicketMark'
import type { Tick } from './ticks'

interface Props {
  text: string
  outline: Outline
  ticks: ReadonlyMap<string, Tick>
  activeId: string | null
  readOnly: boolean
  onActive: (id: string) => void
  onToggle: (id: string) => void
}

/**
 * The document as it is, each node marked where it stands.
 *
 * A click on a sentence chooses it. By keyboard and screen reader the outline beside it does the same, so the
 * sentences themselves stay plain text.
 */
export const TextPane = memo(function TextPane({
  text: whole,
  outline,
  ticks,
  activeId,
  readOnly,
  onActive,
  onToggle,
}: Props) {
  const t = useText(registerTexts)
  const pane = useRef<HTMLDivElement>(null)
  const paragraphs = useMemo(() => markText(whole, outline), [whole, outline])
  const reason = useReason(pane)

  useEffect(() => {
    if (activeId === null) return
    const piece = pane.current?.querySelector<HTMLElement>(`[data-node="${activeId}"]`)
    if (piece) scrollWithin(pane.current, piece)
  }, [activeId])

  useEffect(() => {
    const area = pane.current
    const onClick = (event: MouseEvent) => {
      const target = event.target as HTMLElement
      const id = target.closest<HTMLElement>('[data-node]')?.dataset.node
      if (id === undefined || target.closest('a') || !window.getSelection()?.isCollapsed) return
      onActive(id)
      if (!readOnly && !target.closest('button')) onToggle(id)
    }
    area?.addEventListener('click', onClick)
    return () => area?.removeEventListener('click', onClick)
  }, [onActive, onToggle, readOnly])

  return (
    <section className={styles.pane} aria-label={t.text}>
      <header className={styles.paneHead}>
        <h2>{t.text}</h2>
        {!readOnly && <span className={`${styles.paneNote} ${styles.tools}`}>{t.textNote}</span>}
      </header>
      <article
        ref={pane}
        className={`${text.text} ${readOnly ? '' : text.choosing}`}
        aria-label={t.text}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area has to be reached by keyboard
        tabIndex={0}
      >
        {paragraphs.map((paragraph) => (
          <ParagraphView
            key={paragraph.key}
            paragraph={paragraph}
            outline={outline}
            marks={paragraph.pieces.map((piece) => markOf(piece, ticks, activeId)).join('|')}
          />
        ))}
      </article>
      {reason && (
        <div className={text.reason} role="tooltip" style={reason.style}>
          {reason.words}
        </div>
      )}
    </section>
  )
})

function markOf({ nodeId }: Piece, ticks: ReadonlyMap<string, Tick>, activeId: string | null): string {
  if (nodeId === null) return ''
  const tick = ticks.get(nodeId)
  const classes = [tick === 'on' || tick === 'covered' ? tick : '', nodeId === activeId ? 'active' : '']
  return classes.filter(Boolean).join(' ')
}

interface ParagraphProps {
  paragraph: Paragraph
  outline: Outline
  /** Class names of the pieces, joined by `|`: a string, so that untouched paragraphs are not drawn again. */
  marks: string
}

const ParagraphView = memo(function ParagraphView({ paragraph, outline, marks }: ParagraphProps) {
  const classes = marks.split('|')
  return (
    <p>
      {paragraph.pieces.map((piece, index) => (
        <PieceView
          // Pieces of a paragraph never move.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          piece={piece}
          outline={outline}
          classes={(classes[index] ?? '').split(' ').map((name) => text[name] ?? '')}
        />
      ))}
    </p>
  )
})

function PieceView({ piece, outline, classes }: { piece: Piece; outline: Outline; classes: string[] }) {
  const t = useText(registerTexts)
  const entry = piece.nodeId === null ? undefined : outline.byId.get(piece.nodeId)
  if (entry === undefined) return piece.text
  const { node, boilerplate } = entry
  const doubt = node.doubtful && !boilerplate ? node.doubt : null
  const kinds = [
    text.piece,
    ...classes,
    doubt ? text.doubtful : '',
    boilerplate ? text.boilerplate : '',
    node.tickets.length > 0 ? text.registered : '',
    node.children.length > 0 ? text.heading : '',
  ]
  return (
    <span data-node={node.id} className={kinds.filter(Boolean).join(' ')} data-reason={doubt ?? undefined}>
      {piece.first && doubt && (
        <button
          type="button"
          className={text.doubtMark}
          aria-label={`${t.doubt}：${doubt}`}
          data-reason={doubt}
        >
          ?
        </button>
      )}
      {piece.text}
      {piece.last &&
        node.tickets.map((ticket) => (
          <span key={ticket.id} className={text.ticket}>
            <TicketMark ticket={ticket} />
          </span>
        ))}
    </span>
  )
}

/** Scrolls the area so that the piece stands in its upper third, without moving the page. */
function scrollWithin(area: HTMLElement | null, piece: HTMLElement): void {
  if (area === null) return
  const box = area.getBoundingClientRect()
  const place = piece.getBoundingClientRect()
  if (place.top >= box.top && place.bottom <= box.bottom) return
  area.scrollTo({ top: area.scrollTop + place.top - box.top - box.height / 3 })
}

interface Reason {
  words: string
  style: { left: number; top?: number; bottom?: number }
}

const TIP_WIDTH = 290
const TIP_HEIGHT = 90

/** Beside a line of text: below it, or above where the window ends. */
function tipPlace(line: DOMRect): Reason['style'] {
  const left = Math.max(8, Math.min(line.left, window.innerWidth - TIP_WIDTH))
  const above = line.bottom + TIP_HEIGHT > window.innerHeight
  return above ? { left, bottom: window.innerHeight - line.top + 4 } : { left, top: line.bottom + 4 }
}

/** Why a passage is in doubt, shown beside it while it is hovered or focused. */
function useReason(pane: React.RefObject<HTMLElement | null>): Reason | null {
  const [reason, setReason] = useState<Reason | null>(null)
  useEffect(() => {
    const area = pane.current
    const hide = () => setReason(null)
    const look = (event: Event) => {
      const target = (event.target as HTMLElement).closest<HTMLElement>('[data-reason]')
      const line = target?.getClientRects()[0]
      setReason(target && line ? { words: target.dataset.reason ?? '', style: tipPlace(line) } : null)
    }
    for (const kind of ['mouseover', 'focusin']) area?.addEventListener(kind, look)
    for (const kind of ['mouseleave', 'focusout', 'scroll']) area?.addEventListener(kind, hide)
    return () => {
      for (const kind of ['mouseover', 'focusin']) area?.removeEventListener(kind, look)
      for (const kind of ['mouseleave', 'focusout', 'scroll']) area?.removeEventListener(kind, hide)
    }
  }, [pane])
  return reason
}
