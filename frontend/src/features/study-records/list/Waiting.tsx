import { useText } from '@/shared/i18n/texts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { fetchOutputs, fetchRecords, studyKeys } from '@/shared/study/api'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import styles from './list.module.css'
import { outputRow, Rows, recordRow } from './Rows'
import { listTexts } from './texts'

const PAGE = 30

/** What waits for somebody of the branch: records and outcomes, the oldest first. */
export function Waiting() {
  const t = useText(listTexts)
  const query = { state: ['submitted' as const], sort: 'occurred_on', limit: PAGE }
  const records = useCursorList({
    queryKey: studyKeys.records(query),
    fetchPage: (cursor) => fetchRecords({ ...query, cursor }),
  })
  const outputs = useCursorList({
    queryKey: studyKeys.outputs(query),
    fetchPage: (cursor) => fetchOutputs({ ...query, cursor }),
  })
  const failed = records.error ?? outputs.error
  if (failed) {
    return (
      <LoadFailure
        error={failed}
        onRetry={() => {
          records.retry()
          outputs.retry()
        }}
      />
    )
  }
  if (records.isPending || outputs.isPending) return <Loading />
  if (records.items.length + outputs.items.length === 0) {
    return <EmptyState title={t.noneWaiting}>{t.noneWaitingText}</EmptyState>
  }
  return (
    <>
      {records.items.length > 0 && (
        <section aria-label={t.waitingRecords}>
          <h2 className={styles.part}>{t.waitingRecords}</h2>
          <Rows rows={records.items.map(recordRow)} />
          {records.hasMore && <LoadMore list={records} />}
        </section>
      )}
      {outputs.items.length > 0 && (
        <section aria-label={t.waitingOutputs}>
          <h2 className={styles.part}>{t.waitingOutputs}</h2>
          <Rows rows={outputs.items.map(outputRow)} />
          {outputs.hasMore && <LoadMore list={outputs} />}
        </section>
      )}
    </>
  )
}
