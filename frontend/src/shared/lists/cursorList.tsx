import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './lists.module.css'

/** A page of a list as the API answers it. */
export interface CursorPage<T> {
  items: T[]
  next_cursor?: string | null
  total?: number | null
}

interface Options<P> {
  queryKey: QueryKey
  /** Fetch one page; `cursor` is undefined for the first. */
  fetchPage: (cursor: string | undefined) => Promise<P>
  enabled?: boolean
}

/** A list read page by page with keyset cursors; earlier rows stay when filters change, until the new ones are there. */
export function useCursorList<P extends CursorPage<unknown>>({ queryKey, fetchPage, enabled }: Options<P>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (previous) => previous,
    enabled,
  })
  return {
    items: query.data?.pages.flatMap((page): P['items'][number][] => page.items) ?? [],
    /** With what a page tells beside its rows. */
    firstPage: query.data?.pages[0],
    total: query.data?.pages[0]?.total ?? undefined,
    isPending: query.isPending,
    isRefreshing: query.isPlaceholderData,
    error: query.error,
    /** What has failed once more: the next page, or what was read so far. */
    retry: () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  }
}

const texts = defineTexts(
  { more: '加载更多', loading: '正在加载…', all: (count: number) => `已显示全部 ${count} 条` },
  {
    more: 'Load more',
    loading: 'Loading…',
    all: (count) => (count === 1 ? 'The only row' : `All ${count} rows shown`),
  },
)

interface LoadMoreProps {
  list: Pick<ReturnType<typeof useCursorList>, 'hasMore' | 'isLoadingMore' | 'loadMore'> & {
    items: unknown[]
  }
}

/** The foot of a cursor list. */
export function LoadMore({ list }: LoadMoreProps) {
  const t = useText(texts)
  if (list.items.length === 0) return null
  return (
    <div className={styles.foot}>
      {list.hasMore ? (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {list.isLoadingMore ? t.loading : t.more}
        </Button>
      ) : (
        <span>{t.all(list.items.length)}</span>
      )}
    </div>
  )
}
