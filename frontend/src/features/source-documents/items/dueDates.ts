import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/shared/api/client'

/** Ways to set a due date: working days from today, or the end of the period. */
export const WORKDAY_STEPS = [5, 10, 20, 30, 60] as const
export const PERIOD_ENDS = ['month_end', 'quarter_end', 'year_end'] as const

export type DueRule = { days: number } | { preset: (typeof PERIOD_ENDS)[number] }

/** The date by a rule, reckoned by the server's work calendar; a period ends with its last working day. */
export const reckonDue = (from: string, rule: DueRule) =>
  unwrap(api.GET('/api/v1/calendar/due-date', { params: { query: { from, ...rule } } }))

const dayFacts = (day: string | null) =>
  queryOptions({
    queryKey: ['calendar', 'day', day],
    queryFn: async () => {
      const { items } = await unwrap(
        api.GET('/api/v1/calendar/days', { params: { query: { from: day ?? '', to: day ?? '' } } }),
      )
      return items[0] ?? null
    },
    enabled: day !== null,
    staleTime: 300_000,
  })

/** What the work calendar says of a chosen date: a day off, or a year whose arrangement is not known yet. */
export const useDayFacts = (day: string | null) => useQuery(dayFacts(day)).data ?? null
