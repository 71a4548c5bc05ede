import { useQueries } from '@tanstack/react-query'
import { createStore, useStore } from '@/shared/browser/store'
import { type Branch, childrenQuery } from '../api'

/** Which branches stand open, kept while people go to a branch and come back; null until one has been touched. */
const openStore = createStore<ReadonlySet<string> | null>(null)

/** The open branches of the tree with what has been read below them. At first the top alone is open. */
export function useOpenBranches(top: readonly Branch[]) {
  const touched = useStore(openStore)
  const open = touched ?? new Set(top.map(({ id }) => id))
  const ids = [...open]
  const answers = useQueries({ queries: ids.map(childrenQuery) })
  const byId = new Map(ids.map((id, index) => [id, answers[index]]))
  return {
    open,
    childrenOf: (id: string) => byId.get(id)?.data,
    failed: (id: string) => byId.get(id)?.isError ?? false,
    toggle: (id: string) => {
      const next = new Set(open)
      if (!next.delete(id)) next.add(id)
      openStore.set(next)
    },
    reveal: (ids: readonly string[]) => openStore.set(new Set([...open, ...ids])),
  }
}
