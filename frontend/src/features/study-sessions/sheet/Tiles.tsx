import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import type { Attendance } from '@/shared/study/types'
import { MARK_KEYS, nextMark, type ShownLine } from './marks'
import styles from './sheet.module.css'
import { sheetTexts } from './texts'

const SHAPES: Record<Attendance, string> = { unset: '', present: '✓', leave: '△', absent: '✕', made_up: '↺' }

interface Props {
  lines: readonly ShownLine[]
  /** Whether the list is narrowed by a search: a mark then stays with the person. */
  narrowed: boolean
  onMark: (line: ShownLine, mark: Attendance) => void
  /** Enter on somebody on leave or who made up: to the field that is asked for. */
  onDetail: (line: ShownLine) => void
  box: RefObject<HTMLUListElement | null>
}

/** The names, one tap each; one stop of the Tab key, arrows within, letters mark and go on to the next. */
export function Tiles({ lines, narrowed, onMark, onDetail, box }: Props) {
  const t = useText(sheetTexts)
  const [current, setCurrent] = useState<string | null>(null)
  const tiles = () => [...(box.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
  const focus = (place: number) => {
    const all = tiles()
    all[Math.max(0, Math.min(place, all.length - 1))]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const all = tiles()
    const place = all.indexOf(event.target as HTMLButtonElement)
    const line = lines[place]
    if (line === undefined) return
    const steps: Record<string, number> = {
      ArrowRight: place + 1,
      ArrowLeft: place - 1,
      ArrowDown: place + columnsOf(all),
      ArrowUp: place - columnsOf(all),
      Home: 0,
      End: all.length - 1,
    }
    const mark = MARK_KEYS[event.key.toLowerCase()]
    if (event.key in steps) {
      const next = steps[event.key] ?? place
      if (next >= 0 && next < all.length) focus(next)
    } else if (mark) {
      onMark(line, mark)
      if (!narrowed) focus(place + 1)
    } else if (event.key === 'Enter' && (line.mark === 'leave' || line.mark === 'made_up')) onDetail(line)
    else return
    event.preventDefault()
  }
  const stop = lines.some(({ id }) => id === current) ? current : lines[0]?.id
  return (
    <ul ref={box} className={styles.tiles} aria-label={t.grid} onKeyDown={onKeyDown}>
      {lines.map((line) => (
        <li key={line.id}>
          <button
            type="button"
            className={`${styles.tile} ${styles[line.mark]} ${line.changed ? styles.changed : ''}`}
            tabIndex={line.id === stop ? 0 : -1}
            aria-label={t.tile(line.name, t[line.mark])}
            onFocus={() => setCurrent(line.id)}
            onClick={() => onMark(line, nextMark(line.mark, line.expected))}
          >
            <span className={styles.name}>{line.name}</span>
            <span className={styles.mark}>
              {SHAPES[line.mark]} {t[line.mark]}
              {!line.expected && ` · ${t.walkIn}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** How many tiles stand in the first row. */
function columnsOf(tiles: readonly HTMLElement[]): number {
  const top = tiles[0]?.offsetTop
  const next = tiles.findIndex((tile) => tile.offsetTop !== top)
  return next > 0 ? next : Math.max(1, tiles.length)
}

/** The tile that has the focus or had it last. */
export const useTiles = () => useRef<HTMLUListElement>(null)
