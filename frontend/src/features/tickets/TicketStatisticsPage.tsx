import { cityDate, dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { PrintButton } from '@/shared/ui/PrintButton'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useSummary } from './api'
import { Narrowing } from './list/Narrowing'
import { TicketFilterBar } from './list/TicketFilterBar'
import { Tiles } from './statistics/Tiles'
import { statisticsTexts } from './statistics/texts'
import { UnitTable } from './statistics/UnitTable'
import { useTicketFilters } from './useTicketFilters'

/** 统计: how much stands where, how much was closed in time. Units in tree order, nobody is ranked. */
export default function TicketStatisticsPage() {
  const t = useText(statisticsTexts)
  const language = useLanguage()
  const { filters, change, query, clear } = useTicketFilters()
  const summary = useSummary(query)
  const now = new Date()
  return (
    <>
      <PageHeader
        title={t.title}
        aside={t.asOf(dayText(cityDate(now), language, now))}
        actions={<PrintButton />}
      />
      <TicketFilterBar filters={filters} change={change} clear={clear} />
      <Narrowing filters={filters} change={change} />
      {summary.isPending && <Loading />}
      {summary.isError && <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.data?.total === 0 && <EmptyState title={t.empty}>{t.emptyText}</EmptyState>}
      {summary.data && summary.data.total > 0 && (
        <>
          <Tiles counts={summary.data} />
          <UnitTable counts={summary.data} />
        </>
      )}
    </>
  )
}
