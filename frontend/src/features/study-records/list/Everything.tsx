import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useText } from '@/shared/i18n/texts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useCan } from '@/shared/session/me'
import { fetchOutputs, fetchRecords, studyKeys } from '@/shared/study/api'
import { LinkButton } from '@/shared/ui/LinkButton'
import { EmptyState } from '@/shared/ui/states'
import styles from './list.module.css'
import { outputRow, Rows, recordRow } from './Rows'
import { listTexts } from './texts'

const STATES = ['', 'submitted', 'confirmed', 'rejected', 'withdrawn'] as const
const SOURCES = ['', 'session', 'self_study', 'outside'] as const
const codecs = { year: yearCodec(), branch: text(), state: oneOf(STATES, ''), source: oneOf(SOURCES, '') }

const PAGE = 30

/** Every record, or every outcome, of the members one sees by name, or one's own. */
export function Everything({ of }: { of: 'records' | 'outputs' }) {
  const [filters, change] = useUrlState(codecs)
  const { year, branch, state, source } = filters
  const shared = {
    year,
    branch_id: branch || undefined,
    state: state ? [state] : undefined,
    sort: '-occurred_on',
    limit: PAGE,
  }
  const recordQuery = { ...shared, source: source ? [source] : undefined }
  const records = useCursorList({
    queryKey: studyKeys.records(recordQuery),
    fetchPage: (cursor) => fetchRecords({ ...recordQuery, cursor }),
    enabled: of === 'records',
  })
  const outputs = useCursorList({
    queryKey: studyKeys.outputs(shared),
    fetchPage: (cursor) => fetchOutputs({ ...shared, cursor }),
    enabled: of === 'outputs',
  })
  const list = of === 'records' ? records : outputs
  const rows = of === 'records' ? records.items.map(recordRow) : outputs.items.map(outputRow)
  const narrowed = branch !== '' || state !== '' || source !== ''
  return (
    <>
      <Narrowing of={of} filters={filters} change={change} />
      <ListBody
        list={list}
        empty={
          <Nothing
            of={of}
            narrowed={narrowed}
            onClear={() => change({ branch: '', state: '', source: '' })}
          />
        }
      >
        <Rows rows={rows} />
      </ListBody>
    </>
  )
}

function Nothing({
  of,
  narrowed,
  onClear,
}: {
  of: 'records' | 'outputs'
  narrowed: boolean
  onClear: () => void
}) {
  const t = useText(listTexts)
  if (narrowed)
    return <EmptyState title={t.noneFound} actions={<Button onClick={onClear}>{t.clear}</Button>} />
  return of === 'records' ? (
    <EmptyState title={t.noRecords} actions={<LinkButton to="/study-records/new">{t.declare}</LinkButton>}>
      {t.noRecordsText}
    </EmptyState>
  ) : (
    <EmptyState title={t.noOutputs} actions={<LinkButton to="/study-outputs/new">{t.handIn}</LinkButton>}>
      {t.noOutputsText}
    </EmptyState>
  )
}

type Filters = ReturnType<typeof useUrlState<typeof codecs>>

interface NarrowingProps {
  of: 'records' | 'outputs'
  filters: Filters[0]
  change: Filters[1]
}

function Narrowing({ of, filters, change }: NarrowingProps) {
  const t = useText(listTexts)
  const keeps = useCan()('study:read')
  return (
    <div className={`${styles.bar} no-print`}>
      <YearChoice value={filters.year} onChange={(year) => change({ year })} />
      <div className={styles.filter}>
        <Select
          aria-label={t.state}
          style={{ width: '100%' }}
          value={filters.state}
          onChange={(state) => change({ state })}
          options={STATES.map((value) => ({ value, label: value ? t[value] : t.states }))}
        />
      </div>
      {of === 'records' && (
        <div className={styles.filter}>
          <Select
            aria-label={t.source}
            style={{ width: '100%' }}
            value={filters.source}
            onChange={(source) => change({ source })}
            options={SOURCES.map((value) => ({ value, label: value ? t[value] : t.sources }))}
          />
        </div>
      )}
      {keeps && (
        <div className={styles.filter}>
          <BranchSelect
            aria-label={t.branch}
            placeholder={t.branch}
            allowClear
            value={filters.branch || null}
            onChange={(id) => change({ branch: id ?? '' })}
          />
        </div>
      )}
    </div>
  )
}
