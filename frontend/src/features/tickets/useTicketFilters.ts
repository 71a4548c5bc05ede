import { useCallback } from 'react'
import { cityDate } from '@/shared/format/dates'
import { useUrlState } from '@/shared/lists/urlState'
import { NO_FILTERS, type TicketFilters, ticketFilters, toQuery } from './filters'

/** The filters in the URL, the same for list, board and statistics, and what they ask of the API. */
export function useTicketFilters() {
  const [filters, change] = useUrlState(ticketFilters)
  const query = toQuery(filters as TicketFilters, cityDate(new Date()))
  const clear = useCallback(() => change(NO_FILTERS), [change])
  const clearAll = useCallback(() => change({ ...NO_FILTERS, q: '', phase: 'all' }), [change])
  return { filters: filters as TicketFilters, change, query, clear, clearAll }
}

export type ChangeFilters = ReturnType<typeof useTicketFilters>['change']
