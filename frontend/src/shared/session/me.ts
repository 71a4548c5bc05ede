import { useQuery } from '@tanstack/react-query'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { useSession } from './session'

export type Me = components['schemas']['Me']

export const meKey = ['me'] as const

/** The signed-in person: account, roles, permissions, counts of what waits. */
export function useMe() {
  const session = useSession()
  return useQuery({
    queryKey: meKey,
    queryFn: () => unwrap(api.GET('/api/v1/me')),
    enabled: session.status === 'signed-in',
    staleTime: 60_000,
  })
}

/** Whether this person holds a permission anywhere. Hiding is courtesy: the API decides. */
export function useCan(): (permission: string | undefined) => boolean {
  const { data } = useMe()
  const permissions = new Set<string>(data?.permissions)
  return (permission) => permission === undefined || permissions.has(permission)
}
