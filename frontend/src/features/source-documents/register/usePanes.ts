import { useCallback, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Outline } from '../outline/outline'
import type { Tick } from '../outline/ticks'
import type { Registering } from './useRegistration'

/** What the text and the outline share: the ticks, and the node that is looked at in both. */
export interface PaneProps {
  outline: Outline
  ticks: ReadonlyMap<string, Tick>
  activeId: string | null
  readOnly: boolean
  onActive: (id: string) => void
  onToggle: (id: string) => void
  onChooseLeaves: (id: string) => void
}

/** `?node=` names the node to begin with: a ticket's page leads to its sentence. */
export function usePanes(outline: Outline, registering: Registering, readOnly: boolean): PaneProps {
  const [params] = useSearchParams()
  const wanted = params.get('node')
  const [activeId, setActiveId] = useState(wanted !== null && outline.byId.has(wanted) ? wanted : null)
  const { dispatch, ticks } = registering
  return {
    outline,
    ticks,
    activeId,
    readOnly,
    onActive: setActiveId,
    onToggle: useCallback((id: string) => dispatch({ type: 'toggle', id }), [dispatch]),
    onChooseLeaves: useCallback((id: string) => dispatch({ type: 'leaves', id }), [dispatch]),
  }
}
