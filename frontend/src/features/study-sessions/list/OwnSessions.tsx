import { useText } from '@/shared/i18n/texts'
import { useOwnSessions } from '@/shared/study/api'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { DayList } from './DayList'
import styles from './list.module.css'
import { listTexts } from './texts'

const MOST = 50

/** Sessions at which one is expected: the coming ones first, then what is behind. */
export function OwnSessions() {
  const t = useText(listTexts)
  const coming = useOwnSessions('coming', MOST)
  const past = useOwnSessions('past', MOST)
  const failed = coming.error ?? past.error
  if (failed)
    return <LoadFailure error={failed} onRetry={() => void Promise.all([coming.refetch(), past.refetch()])} />
  if (!coming.data || !past.data) return <Loading />
  return (
    <>
      <p className={styles.part}>{t.coming}</p>
      {coming.data.items.length === 0 ? (
        <EmptyState title={t.noComing} compact>
          {t.noComingText}
        </EmptyState>
      ) : (
        <DayList sessions={coming.data.items} />
      )}
      <p className={styles.part}>{t.past}</p>
      {past.data.items.length === 0 ? (
        <EmptyState title={t.noPast} compact />
      ) : (
        <DayList sessions={past.data.items} falling />
      )}
    </>
  )
}
