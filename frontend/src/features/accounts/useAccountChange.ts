import { useQueryClient } from '@tanstack/react-query'
import type { Account } from './labels'

/** Puts an account as the server answered it into the pages that show it. */
export function useAccountChanged() {
  const client = useQueryClient()
  return async (account: Account) => {
    client.setQueryData(['accounts', account.id], account)
    await client.invalidateQueries({ queryKey: ['accounts', 'list'] })
  }
}
