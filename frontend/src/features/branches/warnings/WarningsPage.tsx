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
import {
  codesOf,
  LISTED,
  ruleOf,
  URGENCY_LAMPS,
  type Urgency,
  WARNING_CODES,
  type WarningCode,
  type WorkLine,
  workList,
} from './rules'
import { ruleTexts, warningPageTexts, warningTexts } from './texts'
import styles from './warnings.module.css'

const PAGE = 50
const filters = { within: text(), code: manyOf(WARNING_CODES) }

/** "Which branch needs an election, a secretary, another set-up?": a list of work for a committee. */
export default function WarningsPage() {
  const t = useText(warningPageTexts)
  const names = useText(ruleTexts)
  const [{ within, code }, change] = useUrlState(filters)
  const groups = {
    overdue: useGroup('overdue', within, code),
    vacant: useGroup('vacant', within, code),
    soon: useGroup('soon', within, code),
    size: useGroup('size', within, code),
  }
  const asked = LISTED.map((urgency) => groups[urgency]).filter(({ isAsked }) => isAsked)
  const failed = asked.find(({ error }) => error)
  const waiting = asked.some(({ isPending }) => isPending)
  const nothing = !failed && !waiting && asked.every(({ lines }) => lines.length === 0)
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <search className={`${styles.filters} no-print`}>
        <div className={styles.within}>
          <BranchSelect
            aria-label={t.within}
            placeholder={t.within}
            allowClear
            value={within || undefined}
            onChange={(id) => change({ within: id ?? '' })}
          />
        </div>
        <Select<WarningCode[]>
          mode="multiple"
          aria-label={t.rule}
          placeholder={t.allRules}
          className={styles.rules}
          maxTagCount="responsive"
          value={code}
          onChange={(chosen) => change({ code: chosen })}
          options={WARNING_CODES.map((one) => ({ value: one, label: names[ruleOf(one)?.name ?? 'other'] }))}
        />
      </search>
      {failed && <LoadFailure error={failed.error} onRetry={failed.retry} />}
      {!failed && waiting && <Loading />}
      {nothing && (
        <Card>
          {within || code.length > 0 ? (
            <EmptyState title={t.nothing}>{t.nothingText}</EmptyState>
          ) : (
            <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
          )}
        </Card>
      )}
      <ul className={styles.groups} onKeyDown={onRowKeys}>
        {LISTED.filter((urgency) => groups[urgency].isAsked && groups[urgency].lines.length > 0).map(
          (urgency) => (
            <li key={urgency}>
              <Group urgency={urgency} group={groups[urgency]} />
            </li>
          ),
        )}
      </ul>
    </>
  )
}

/** The branches with reminders of one urgency, read page by page. */
function useGroup(urgency: Urgency, within: string, chosen: readonly WarningCode[]) {
  const codes = codesOf(urgency, chosen)
  const list = useCursorList({
    queryKey: ['branches', 'warned', within, codes],
    fetchPage: (cursor) => {
      const query = { within: within || undefined, code: codes, cursor, limit: PAGE }
      return unwrap(api.GET('/api/v1/branches/warnings', { params: { query } }))
    },
    enabled: codes.length > 0,
  })
  return { ...list, isAsked: codes.length > 0, lines: workList(list.items, codes) }
}

interface GroupProps {
  urgency: Urgency
  group: ReturnType<typeof useGroup>
}

function Group({ urgency, group }: GroupProps) {
  const t = useText(warningPageTexts)
  const words = useText(warningTexts)
  const count = group.hasMore ? t.atLeast(group.lines.length) : t.count(group.lines.length)
  return (
    <Card title={words[urgency]} aside={<Lamp colour={URGENCY_LAMPS[urgency]} word={count} />}>
      <ul className={styles.lines} aria-busy={group.isRefreshing}>
        {group.lines.map((line) => (
          <Line key={`${line.branch.id} ${line.reminder.code} ${line.reminder.rule}`} line={line} />
        ))}
      </ul>
      {group.hasMore && <LoadMore list={group} />}
    </Card>
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
