import { Link } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { cityDate } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLabel } from '@/shared/i18n/labels'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { text, useUrlState } from '@/shared/lists/urlState'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { PrintButton } from '@/shared/ui/PrintButton'
import { EmptyState } from '@/shared/ui/states'
import { keys } from './api'
import { byDay, monthIn, nextMonth } from './birthdays'
import styles from './birthdays.module.css'
import { STAGES } from './labels'
import memberStyles from './members.module.css'
import type { PoliticalBirthday } from './types'

const texts = defineTexts(
  {
    title: '政治生日',
    note: '加入党组织的日子，按支部党员大会通过为预备党员的日期计。',
    of: (month: number) => `${month} 月`,
    months: '月份',
    before: (month: number) => `← ${month} 月`,
    after: (month: number) => `${month} 月 →`,
    unit: '党组织（含下级）',
    day: (month: number, day: number) => `${month}月${day}日`,
    years: (years: number) => (years > 0 ? `入党 ${years} 周年` : '今年入党'),
    joined: (day: string) => `${day} 入党`,
    empty: (month: number) => `${month} 月没有人过政治生日`,
    emptyText: '可以看看前后的月份，或换一个党组织。',
  },
  {
    title: 'Political birthdays',
    note: 'The day of joining the Party: that of the meeting which admitted the person.',
    of: (month) => `Month ${month}`,
    months: 'Month',
    before: (month) => `← Month ${month}`,
    after: (month) => `Month ${month} →`,
    unit: 'Branch and below',
    day: (month, day) => `${month}-${day}`,
    years: (years) => (years > 0 ? `${years} years` : 'joined this year'),
    joined: (day) => `joined ${day}`,
    empty: (month) => `No political birthday in month ${month}`,
    emptyText: 'Look at the months around it, or choose another branch.',
  },
)

const filters = { month: text(), branch_id: text() }
const PAGE = 200

/** 政治生日: "whom do we congratulate this month?" */
export default function BirthdayPage() {
  const t = useText(texts)
  const [state, change] = useUrlState(filters)
  const month = monthIn(state.month, cityDate(new Date()))
  const list = useCursorList({
    queryKey: keys.birthdays(month, state.branch_id),
    fetchPage: (cursor) => {
      const query = { month, branch_id: state.branch_id || undefined, limit: PAGE, cursor }
      return unwrap(api.GET('/api/v1/members/birthdays', { params: { query } }))
    },
  })
  const go = (step: 1 | -1) => {
    const target = nextMonth(month, step)
    const params = new URLSearchParams({ month: String(target) })
    if (state.branch_id) params.set('branch_id', state.branch_id)
    return { target, to: `/members/birthdays?${params}` }
  }
  const [before, after] = [go(-1), go(1)]
  return (
    <>
      <PageHeader title={t.title} aside={t.of(month)} note={t.note} actions={<PrintButton />} />
      <div className={`${memberStyles.bar} no-print`}>
        <nav className={styles.months} aria-label={t.months}>
          <Link to={before.to}>{t.before(before.target)}</Link>
          <strong>{t.of(month)}</strong>
          <Link to={after.to}>{t.after(after.target)}</Link>
        </nav>
        <div className={memberStyles.unit}>
          <BranchSelect
            aria-label={t.unit}
            placeholder={t.unit}
            allowClear
            value={state.branch_id || undefined}
            onChange={(id) => change({ branch_id: id ?? '' })}
          />
        </div>
      </div>
      <ListBody list={list} empty={<EmptyState title={t.empty(month)}>{t.emptyText}</EmptyState>}>
        <ul className={styles.days} onKeyDown={onRowKeys}>
          {byDay(list.items).map(([day, people]) => (
            <li key={day}>
              <Card title={t.day(month, day)}>
                <ul className={styles.people}>
                  {people.map((person) => (
                    <Person key={person.member.id} person={person} />
                  ))}
                </ul>
              </Card>
            </li>
          ))}
        </ul>
      </ListBody>
    </>
  )
}

function Person({ person }: { person: PoliticalBirthday }) {
  const t = useText(texts)
  const label = useLabel()
  const said = useRecordDay()
  return (
    <li>
      <Link data-row className={styles.person} to={`/members/${person.member.id}`}>
        <strong>{person.member.name}</strong>
        <span>{t.years(person.years)}</span>
        <span className={styles.quiet}>{label(STAGES[person.stage])}</span>
        <span className={styles.quiet}>{person.branch.name}</span>
        <span className={styles.quiet}>{t.joined(said(person.joined_on))}</span>
      </Link>
    </li>
  )
}
