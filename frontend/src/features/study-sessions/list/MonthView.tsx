import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { usePhone } from '@/shared/browser/usePhone'
import { cityDate } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { useSessions, useStudyKinds } from '@/shared/study/api'
import type { StudySessionInList } from '@/shared/study/types'
import { LinkButton } from '@/shared/ui/LinkButton'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { DayList } from './DayList'
import styles from './list.module.css'
import { MonthGrid } from './MonthGrid'
import { boundsOf, monthAfter, monthCodec, thisMonth } from './month'
import { listTexts } from './texts'

const STATES = ['all', 'planned', 'held', 'confirmed', 'cancelled'] as const
const codecs = {
  month: monthCodec(),
  day: text(),
  kind: text(),
  branch: text(),
  state: oneOf(STATES, 'all'),
}

/** The most that the API answers at once. */
const MOST = 200

/** The month's sessions of the organisations one sees: a calendar, on a phone a list by day. */
export function MonthView({ mayPlan }: { mayPlan: boolean }) {
  const t = useText(listTexts)
  const phone = usePhone()
  const [filters, change] = useUrlState(codecs)
  const { month, day, kind, branch, state } = filters
  const sessions = useSessions({
    ...boundsOf(month),
    kind: kind ? [kind] : undefined,
    branch_id: branch || undefined,
    state: state === 'all' ? undefined : [state],
    sort: 'starts_at',
    limit: MOST,
  })
  const items = sessions.data?.items ?? []
  const narrowed = kind !== '' || branch !== '' || state !== 'all'
  const clear = () => change({ kind: '', branch: '', state: 'all' })
  return (
    <>
      <Narrowing filters={filters} change={change} />
      {sessions.isPending && <Loading />}
      {sessions.isError && <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isSuccess && items.length === 0 && (
        <EmptyState
          title={narrowed ? t.noneFound : t.empty}
          actions={
            narrowed ? (
              <Button onClick={clear}>{t.clear}</Button>
            ) : (
              mayPlan && <LinkButton to="/study-sessions/new">{t.plan}</LinkButton>
            )
          }
        >
          {narrowed ? t.noneFoundText : t.emptyText}
        </EmptyState>
      )}
      {sessions.data?.next_cursor && <p className={styles.cut}>{t.cut(items.length)}</p>}
      {items.length > 0 &&
        (phone || day ? (
          <Days items={items} day={day} onWhole={() => change({ day: '' })} />
        ) : (
          <MonthGrid month={month} sessions={items} onDay={(next) => change({ day: next })} />
        ))}
    </>
  )
}

function Days({ items, day, onWhole }: { items: StudySessionInList[]; day: string; onWhole: () => void }) {
  const t = useText(listTexts)
  const shown = day ? items.filter(({ starts_at }) => cityDate(new Date(starts_at)) === day) : items
  return (
    <>
      {day && (
        <p>
          <Button onClick={onWhole}>{t.whole}</Button>
        </p>
      )}
      <DayList sessions={shown} />
    </>
  )
}

type Filters = ReturnType<typeof useUrlState<typeof codecs>>

function Narrowing({ filters, change }: { filters: Filters[0]; change: Filters[1] }) {
  const t = useText(listTexts)
  const kinds = useStudyKinds()
  const { month, kind, branch, state } = filters
  const go = (steps: number) => change({ month: monthAfter(month, steps), day: '' })
  return (
    <div className="no-print">
      <div className={styles.bar}>
        <Button onClick={() => go(-1)} aria-label={t.before}>
          ‹
        </Button>
        <strong>{t.month(month)}</strong>
        <Button onClick={() => go(1)} aria-label={t.after}>
          ›
        </Button>
        {month !== thisMonth() && (
          <Button onClick={() => change({ month: thisMonth(), day: '' })}>{t.today}</Button>
        )}
        <div className={styles.filter}>
          <Select
            aria-label={t.kind}
            style={{ width: '100%' }}
            value={kind}
            onChange={(code) => change({ kind: code })}
            options={[
              { value: '', label: t.allKinds },
              ...(kinds.data?.items ?? []).map(({ code, label }) => ({ value: code, label })),
            ]}
          />
        </div>
        <div className={styles.filter}>
          <BranchSelect
            aria-label={t.branchFilter}
            placeholder={t.branchFilter}
            allowClear
            value={branch || null}
            onChange={(id) => change({ branch: id ?? '' })}
          />
        </div>
      </div>
      <div className={styles.tabs}>
        <ChoiceTabs
          label={t.state}
          choices={STATES.map((key) => ({ key, label: t[key] }))}
          chosen={state}
          onChoose={(next) => change({ state: next })}
        />
      </div>
    </div>
  )
}
