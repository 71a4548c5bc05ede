import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Problem } from '@/shared/api/problem'
import { Conflict, isConflict } from '@/shared/forms/Conflict'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import type { Attendance } from '@/shared/study/types'
import { toast } from '@/shared/ui/toast'
import { saveSheet, useSession, useSheet } from '../api'
import type { Sheet } from '../types'
import { asRows } from './marks'
import { sheetTexts } from './texts'
import type { SheetDraft } from './useSheetDraft'

/** Sends the changed lines in one request; when somebody was faster, shows what stands there now. */
export function useSheetSaving(sheet: Sheet, draft: SheetDraft, onUnsaved: (count: number) => void) {
  const t = useText(sheetTexts)
  const client = useQueryClient()
  const refresh = useRefreshStudy()
  const report = useReportProblem()
  const { id } = sheet.session
  const reading = useSheet(id)
  const session = useSession(id)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [theirs, setTheirs] = useState<ReadonlyMap<string, Attendance>>(new Map())
  const { count } = draft
  useEffect(() => onUnsaved(count), [count, onUnsaved])

  const saving = useMutation({
    mutationFn: () => saveSheet(id, sheet.version, asRows(draft.changes)),
    onSuccess: async (saved) => {
      client.setQueryData(studyKeys.sheet(id), saved)
      draft.drop()
      setTheirs(new Map())
      toast.done(t.saved)
      await refresh(studyKeys.sheet(id), saved)
    },
    onError: (error) => {
      if (isConflict(error)) setProblem(error)
      else report(error)
    },
  })
  const look = async () => {
    const before = new Map(sheet.lines.map(({ member, mark }) => [member.id, mark]))
    const [{ data: now }] = await Promise.all([reading.refetch(), session.refetch()])
    void client.invalidateQueries({ queryKey: studyKeys.sessionEvents(id) })
    const moved = now?.lines.filter(({ member, mark }) => before.get(member.id) !== mark) ?? []
    setTheirs(new Map(moved.map(({ member, mark }) => [member.id, mark])))
    setProblem(null)
  }
  const conflict: ReactNode = problem && (
    <Conflict problem={problem} refreshing={reading.isRefetching} onRefresh={() => void look()} />
  )
  return {
    save: () => {
      if (!saving.isPending) saving.mutate()
    },
    pending: saving.isPending,
    conflict,
    /** Marks that somebody else has set since this sheet was read. */
    theirs,
    refreshed: theirs.size > 0,
  }
}
