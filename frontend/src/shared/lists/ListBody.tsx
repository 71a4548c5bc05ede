import type { ReactNode } from 'react'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { LoadMore, type useCursorList } from './cursorList'

interface Props {
  list: ReturnType<typeof useCursorList>
  /** In place of rows when there are none. */
  empty: ReactNode
  children: ReactNode
}

/** A cursor list: its rows, and what stands there while they are awaited, after a failure, when there are none. */
export function ListBody({ list, empty, children }: Props) {
  if (list.isPending) return <Loading />
  return (
    <>
      {list.error && <LoadFailure error={list.error} onRetry={list.retry} />}
      {!list.error && list.items.length === 0 && empty}
      {list.items.length > 0 && children}
      <LoadMore list={list} />
    </>
  )
}
