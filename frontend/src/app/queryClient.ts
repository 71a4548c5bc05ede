import { QueryClient } from '@tanstack/react-query'
import { Unreachable } from '@/shared/api/problem'

/** Server state. Refusals are final; only a dead line is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => error instanceof Unreachable && failures < 2,
        // An intranet without internet reports itself as offline.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
