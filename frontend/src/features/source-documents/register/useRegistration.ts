import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api, idempotent, unwrap } from '@/shared/api/client'
import { fieldPath, Problem } from '@/shared/api/problem'
import { useDraft } from '@/shared/forms/draft'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { columnOf, missingCells, type RowFaults, toItem } from '../items/rows'
import { usualTicketKind } from '../labels'
import type { Outline } from '../outline/outline'
import { tickStates } from '../outline/ticks'
import type { SourceDocument, Ticket } from '../types'
import { type Change, change, type Registration, restore, type State } from './registration'
import { registerTexts } from './texts'

/** Everything a clerk does on the page: choosing, filling, registering; kept as a draft until registered. */
export function useRegistration(document: SourceDocument, outline: Outline) {
  const t = useText(registerTexts)
  const client = useQueryClient()
  const draft = useDraft<Registration>(`source-document:${document.id}`)
  const [state, setState] = useState<State>(() => restore(draft.load(), outline))
  const [restored, setRestored] = useState(() => state.chosen.length > 0)
  const [done, setDone] = useState<Ticket[] | null>(null)
  const kind = usualTicketKind(document.kind)
  const keep = useRef(draft)
  keep.current = draft

  const dispatch = useMemo(
    () => (action: Change) => setState((before) => change(before, action, outline, kind)),
    [outline, kind],
  )
  const { chosen, rows, submit } = state
  useEffect(() => {
    if (chosen.length > 0 || Object.keys(rows).length > 0) keep.current.save({ chosen, rows, submit })
    else keep.current.clear()
  }, [chosen, rows, submit])

  const sending = useSubmit({
    send: (body: { items: ReturnType<typeof toItem>[]; submit: boolean }, key) =>
      unwrap(
        api.POST('/api/v1/source-documents/{document_id}/tickets', {
          params: { path: { document_id: document.id } },
          headers: idempotent(key),
          body,
        }),
      ),
    onDone: async ({ tickets }) => {
      setDone(tickets)
      setRestored(false)
      dispatch({ type: 'clear' })
      await Promise.all(
        [['source-documents'], ['tickets'], ['home'], ['me']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
    onProblem: (error) => {
      const faults = error instanceof Problem ? rowFaults(error, chosen) : {}
      dispatch({ type: 'faults', faults })
      return Object.keys(faults).length > 0
    },
  })

  const register = () => {
    const faults: Record<string, RowFaults> = {}
    for (const id of chosen) {
      const row = rows[id]
      for (const column of row === undefined ? [] : missingCells(row)) {
        faults[id] = { ...faults[id], [column]: column === 'leadId' ? t.leadMissing : t.missing }
      }
    }
    dispatch({ type: 'faults', faults })
    if (Object.keys(faults).length > 0) return false
    const items = chosen.flatMap((id) => (rows[id] === undefined ? [] : [toItem(id, rows[id])]))
    sending.submit({ items, submit })
    return true
  }

  return {
    state,
    dispatch,
    ticks: useMemo(() => tickStates(outline, chosen), [outline, chosen]),
    register,
    sending: sending.pending,
    done,
    goOn: () => setDone(null),
    restored,
    discard: () => {
      dispatch({ type: 'clear' })
      setRestored(false)
    },
    keepRestored: () => setRestored(false),
  }
}

export type Registering = ReturnType<typeof useRegistration>

/** The faults of `/items/N/field`, by the node that was sent as item N. */
export function rowFaults(problem: Problem, sent: readonly string[]): Record<string, RowFaults> {
  const faults: Record<string, RowFaults> = {}
  for (const { pointer, message } of problem.errors) {
    const [items, place, field] = fieldPath(pointer)
    const id = items === 'items' ? sent[Number(place)] : undefined
    if (id !== undefined) faults[id] = { ...faults[id], [columnOf(field)]: message }
  }
  return faults
}
