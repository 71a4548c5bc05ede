import { useState } from 'react'
import { cityDate } from '@/shared/format/dates'
import { useDraft } from '@/shared/forms/draft'
import type { Attendance } from '@/shared/study/types'
import type { Sheet } from '../types'
import {
  type Change,
  type Changes,
  everybodyPresent,
  markChange,
  type ShownLine,
  shownLines,
  stillChanges,
  withChange,
} from './marks'

/** The sheet with what was changed on it; changes are kept in this browser until they are saved. */
export function useSheetDraft(sheet: Sheet) {
  const draft = useDraft<Changes>(`study-sheet:${sheet.session.id}`)
  const [kept, setKept] = useState<Changes>(() => draft.load() ?? {})
  const [restored] = useState(() => Object.keys(stillChanges(sheet.lines, kept)).length)
  const { lines } = sheet
  const changes = stillChanges(lines, kept)
  const put = (next: Changes) => {
    setKept(next)
    if (Object.keys(next).length > 0) draft.save(next)
    else draft.clear()
  }
  return {
    changes,
    count: Object.keys(changes).length,
    /** How many changes came back from an earlier visit. */
    restored,
    shown: shownLines(lines, changes),
    mark: (line: ShownLine, mark: Attendance) => {
      if (!line.expected && (mark === 'leave' || mark === 'absent')) return
      const name = changes[line.id]?.name
      const change = markChange(mark, line, cityDate(new Date()))
      put(withChange(lines, changes, line.id, name ? { ...change, name } : change))
    },
    change: (id: string, change: Change) => put(withChange(lines, changes, id, change)),
    /** Several at once: those who scanned, or what a list says. */
    changeAll: (all: readonly (readonly [string, Change])[]) =>
      put(all.reduce((now, [id, change]) => withChange(lines, now, id, change), changes)),
    everybody: () => put(everybodyPresent(lines, changes)),
    drop: () => put({}),
  }
}

export type SheetDraft = ReturnType<typeof useSheetDraft>
