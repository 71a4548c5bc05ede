import Select from 'antd/es/select'
import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useText } from '@/shared/i18n/texts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { manyOf, text, useUrlState } from '@/shared/lists/urlState'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Lamp } from '@/shared/ui/Lamp'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { ReminderText } from './ReminderText'
import { ruleOf, URGENCY_LAMPS, WARNING_CODES, type WarningCode, type WorkLine, workList } from './rules'
import { ruleTexts, warningPageTexts, warningTexts } from './texts'
import styles from './warnings.module.css'

const PAGE = 200
const filters = { within: text(), code: manyOf(WARNING_CODES) }

/** "Which branch needs an election, a secretary, another set-up?": a list of work for a committee. */
export default function WarningsPage() {
  const t = useText(warningPageTexts)
  const words = useText(warningTexts)
  const names = useText(ruleTexts)
  const [state, change] = useUrlState(filters)
  const list = useCursorList({
    queryKey: ['branches', 'warned', state],
    fetchPage: (cursor) => {
      const query = { within: state.within || undefined, code: state.code, cursor, limit: PAGE }
      return unwrap(api.GET('/api/v1/branches/warnings', { params: { query } }))
    },
  })
  const groups = workList(list.items, state.code)
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <search className={`${styles.filters} no-print`}>
        <div className={styles.within}>
          <BranchSelect
            aria-label={t.within}
            placeholder={t.within}
            allowClear
            value={state.within || undefined}
            onChange={(within) => change({ within: within ?? '' })}
          />
        </div>
        <Select<WarningCode[]>
          mode="multiple"
          aria-label={t.rule}
          placeholder={t.allRules}
          className={styles.rules}
          maxTagCount="responsive"
          value={state.code}
          onChange={(code) => change({ code })}
          options={WARNING_CODES.map((code) => ({
            value: code,
            label: names[ruleOf(code)?.name ?? 'other'],
          }))}
        />
      </search>
      {list.isPending && <Loading />}
      {list.error && <LoadFailure error={list.error} onRetry={list.retry} />}
      {!list.isPending && !list.error && groups.length === 0 && (
        <Card>
          {list.items.length === 0 ? (
            <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
          ) : (
            <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
          )}
        </Card>
      )}
      {list.hasMore && <p className={styles.partly}>{t.partly(list.items.length)}</p>}
      <ul className={styles.groups} onKeyDown={onRowKeys} aria-busy={list.isRefreshing}>
        {groups.map(({ urgency, lines }) => (
          <li key={urgency}>
            <Card
              title={words[urgency]}
              aside={<Lamp colour={URGENCY_LAMPS[urgency]} word={t.count(lines.length)} />}
            >
              <ul className={styles.lines}>
                {lines.map((line) => (
                  <Line key={`${line.branch.id} ${line.reminder.code} ${line.reminder.rule}`} line={line} />
                ))}
              </ul>
            </Card>
          </li>
        ))}
      </ul>
      {list.hasMore && <LoadMore list={list} />}
    </>
  )
}

function Line({ line: { branch, reminder } }: { line: WorkLine }) {
  return (
    <li>
      <Link data-row to={`/branches/${branch.id}`} className={styles.line}>
        <span className={styles.branch}>{branch.name}</span>
        <ReminderText reminder={reminder} />
        <span className={styles.due}>{reminder.due_on && <DayText date={reminder.due_on} />}</span>
      </Link>
    </li>
  )
}
