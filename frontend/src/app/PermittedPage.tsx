import type { ReactNode } from 'react'
import { useCan, useMe } from '@/shared/session/me'
import { LoadFailure, Loading, NoPermission } from '@/shared/ui/states'

interface Props {
  permission: string | undefined
  children: ReactNode
}

/** Shows a page to those who may see it. Courtesy only: the API refuses on its own. */
export function PermittedPage({ permission, children }: Props) {
  const me = useMe()
  const can = useCan()
  if (permission === undefined) return children
  if (me.isPending) return <Loading />
  if (me.isError) return <LoadFailure error={me.error} onRetry={() => void me.refetch()} />
  return can(permission) ? children : <NoPermission />
}
