import type { ReactNode } from 'react'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { LoadMore, type useCursorList } from './cursorList'

interface Props {
  list: ReturnType<typeof useCursorList>
  /** In place of rows when there are none. */
  empty: ReactNode
  children: ReactNode
}

/**
 * A cursor list: its rows, and what stands there while they are awaited, after a failure, when there are none. A failure
 * to get more stands below the rows, where more was asked for.
 */
export function ListBody({ list, empty, children }: Props) {
  if (list.isPending) return <Loading />
  const none = list.items.length === 0
  if (none && !list.error) return empty
  return (
    <>
      {!none && <div aria-busy={list.isRefreshing}>{children}</div>}
      {list.error ? (
        <LoadFailure error={list.error} onRetry={list.retry} compact={!none} />
      ) : (
        <LoadMore list={list} />
      )}
    </>
  )
}
