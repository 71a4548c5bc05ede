import { useQueries } from '@tanstack/react-query'
import { loadNames } from './branchTree'

const FRESH_MS = 300_000

/** The names of branches by their ids; those still being read are missing. */
export function useBranchNames(ids: readonly string[]): Map<string, string> {
  const answers = useQueries({
    queries: [...new Set(ids)].map((id) => ({
      queryKey: ['branches', 'names', [id]],
      queryFn: () => loadNames([id]),
      staleTime: FRESH_MS,
    })),
  })
  return new Map(answers.flatMap(({ data }) => [...(data ?? [])]))
}
