import { type RefObject, useEffect, useState } from 'react'

/** Rows kept ready above and below the window. */
const SPARE = 12

export interface RowRange {
  from: number
  /** The first row no longer in the range. */
  to: number
}

/** Which of `count` rows of one height lie in or near a window; `top` is the list's upper edge in it, in pixels. */
export function rowRange(top: number, windowHeight: number, rowHeight: number, count: number): RowRange {
  const from = Math.floor(-top / rowHeight) - SPARE
  const to = Math.ceil((windowHeight - top) / rowHeight) + SPARE
  return { from: Math.min(Math.max(from, 0), count), to: Math.min(Math.max(to, 0), count) }
}

/** The rows of a long list that need drawing while the page scrolls; all rows have one height in pixels. */
export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  rowHeight: number,
  count: number,
): RowRange {
  const [top, setTop] = useState(0)
  const [windowHeight, setWindowHeight] = useState(window.innerHeight)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer list may stand elsewhere
  useEffect(() => {
    const look = () => {
      const edge = list.current?.getBoundingClientRect().top ?? 0
      // In steps of a row: scrolling by less draws nothing new.
      setTop(Math.floor(edge / rowHeight) * rowHeight)
      setWindowHeight(window.innerHeight)
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [list, rowHeight, count])
  return rowRange(top, windowHeight, rowHeight, count)
}
