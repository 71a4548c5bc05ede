import Button from 'antd/es/button'
import Select from 'antd/es/select'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useLanguage } from '@/shared/i18n/preferences'
import { type Bilingual, useText } from '@/shared/i18n/texts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { AuditRow } from './AuditRow'
import { ACTION_GROUPS, ACTIONS } from './actions'
import styles from './audit.module.css'
import { ENTITIES } from './labels'
import { PersonSelect } from './PersonSelect'
import { auditTexts } from './texts'
import { dayEnd, dayStart } from './words'

export type AuditEntry = components['schemas']['AuditEntry']

const filters = {
  actor_id: text(),
  action: text(),
  entity_kind: text(),
  entity_id: text(),
  from: text(),
  to: text(),
  succeeded: oneOf(['any', 'true', 'false'], 'any'),
}
const CLEARED = {
  actor_id: '',
  action: '',
  entity_kind: '',
  entity_id: '',
  from: '',
  to: '',
  succeeded: 'any',
} as const

export default function AuditPage() {
  const t = useText(auditTexts)
  const [state, change] = useUrlState(filters)
  const list = useCursorList({
    queryKey: ['audit-entries', state],
    fetchPage: (cursor) =>
      unwrap(
        api.GET('/api/v1/audit-entries', {
          params: {
            query: {
              actor_id: state.actor_id || undefined,
              action: state.action || undefined,
              entity_kind: state.entity_kind || undefined,
              entity_id: state.entity_id || undefined,
              from: state.from ? dayStart(state.from) : undefined,
              to: state.to ? dayEnd(state.to) : undefined,
              succeeded: state.succeeded === 'any' ? undefined : state.succeeded === 'true',
              cursor,
              limit: 50,
            },
          },
        }),
      ),
  })
  const filtered = Object.entries(state).some(
    ([name, value]) => value !== CLEARED[name as keyof typeof CLEARED],
  )
  return (
    <>
      <PageHeader
        title={t.title}
        note={t.note}
        actions={<LinkButton to="/audit/seals">{t.seals}</LinkButton>}
      />
      <AuditFilters state={state} change={change} filtered={filtered} />
      {state.entity_id !== '' && (
        <p className={styles.narrowed}>
          {t.oneRecord}{' '}
          <Button size="small" onClick={() => change({ entity_id: '', entity_kind: '' })}>
            {t.allRecords}
          </Button>
        </p>
      )}
      <ListBody
        list={list}
        empty={
          <Card>
            <EmptyState title={filtered ? t.nothing : t.empty}>
              {filtered ? t.nothingText : t.emptyText}
            </EmptyState>
          </Card>
        }
      >
        <ol className={styles.rows} aria-label={t.list}>
          {list.items.map((entry) => (
            <AuditRow key={entry.id} entry={entry} onNarrow={change} />
          ))}
        </ol>
      </ListBody>
    </>
  )
}

type State = ReturnType<typeof useUrlState<typeof filters>>[0]

interface FilterProps {
  state: State
  change: (part: Partial<State>) => void
  filtered: boolean
}

function AuditFilters({ state, change, filtered }: FilterProps) {
  const t = useText(auditTexts)
  const language = useLanguage()
  const options = (labels: Readonly<Record<string, Bilingual>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label: label[language] }))
  const groups = options(ACTION_GROUPS).map(({ value, label }) => ({
    label,
    options: [
      { value, label: `${label} · ${t.anyAction}` },
      ...options(ACTIONS).filter((action) => action.value.startsWith(value)),
    ],
  }))
  return (
    <search className={`${styles.filters} no-print`}>
      <PersonSelect
        className={styles.filter}
        value={state.actor_id}
        onChange={(actor_id) => change({ actor_id })}
      />
      <Select<string>
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t.action}
        placeholder={t.anyAction}
        className={styles.filter}
        value={state.action || undefined}
        onChange={(action) => change({ action: action ?? '' })}
        options={groups}
      />
      <Select<string>
        allowClear
        aria-label={t.record}
        placeholder={t.anyRecord}
        className={styles.filter}
        value={state.entity_kind || undefined}
        onChange={(kind) => change({ entity_kind: kind ?? '', entity_id: '' })}
        options={options(ENTITIES)}
      />
      <Select<'any' | 'true' | 'false'>
        aria-label={t.outcome}
        className={styles.filter}
        value={state.succeeded}
        onChange={(succeeded) => change({ succeeded })}
        options={[
          { value: 'any', label: t.anyOutcome },
          { value: 'true', label: t.succeeded },
          { value: 'false', label: t.failed },
        ]}
      />
      <label className={styles.day} htmlFor="audit-from">
        {t.from}
        <DayPicker
          id="audit-from"
          value={state.from || null}
          onChange={(from) => change({ from: from ?? '' })}
        />
      </label>
      <label className={styles.day} htmlFor="audit-to">
        {t.to}
        <DayPicker id="audit-to" value={state.to || null} onChange={(to) => change({ to: to ?? '' })} />
      </label>
      {filtered && (
        <Button type="text" onClick={() => change(CLEARED)}>
          {t.clear}
        </Button>
      )}
    </search>
  )
}
