import Button from 'antd/es/button'
import { Link } from 'react-router'
import { dayText } from '@/shared/format/dates'
import { useLabel } from '@/shared/i18n/labels'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { lackCounts, sumInWords } from '@/shared/study/requirements'
import { requirementTexts } from '@/shared/study/requirementTexts'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { EmptyState } from '@/shared/ui/states'
import type { MemberMissing } from '../types'
import { lacking, shownItems } from './missing'
import { branchTexts } from './texts'

interface Props {
  people: readonly MemberMissing[]
  /** The branch whose page it is: others are named. */
  branchId: string
  chosen: string
  onChoose: (code: string) => void
  /** Whether everybody is there, or only the first pages. */
  complete: boolean
  onExempt?: (member: MemberMissing['member']) => void
}

/** Who misses what, by name in the order of pinyin; never by how much. */
export function MissingCard({ people, branchId, chosen, onChoose, complete, onExempt }: Props) {
  const t = useText(branchTexts)
  const all = lacking(people, '')
  const shown = lacking(people, chosen)
  return (
    <Card title={t.missing} aside={t.ofPeople(all.length, people.length)}>
      {all.length > 0 && (
        <div className={styles.filters}>
          <ChoiceTabs
            label={t.filter}
            choices={[
              { key: '', label: t.everything, count: all.length },
              ...lackCounts(people).map(({ code, label, members }) => ({
                key: code as string,
                label,
                count: members,
              })),
            ]}
            chosen={chosen}
            onChoose={onChoose}
          />
        </div>
      )}
      {!complete && <p className={styles.quiet}>{t.more}</p>}
      {all.length === 0 && (
        <EmptyState title={t.allDone} compact>
          {t.allDoneText}
        </EmptyState>
      )}
      {all.length > 0 && shown.length === 0 && <p>{t.allHere}</p>}
      <ul className={styles.rows} onKeyDown={onRowKeys}>
        {shown.map((person) => (
          <Person
            key={person.member.id}
            person={person}
            branchId={branchId}
            chosen={chosen}
            onExempt={onExempt}
          />
        ))}
      </ul>
      <Doubts people={people} />
    </Card>
  )
}

interface PersonProps extends Pick<Props, 'branchId' | 'chosen' | 'onExempt'> {
  person: MemberMissing
}

function Person({ person, branchId, chosen, onExempt }: PersonProps) {
  const t = useText(branchTexts)
  const r = useText(requirementTexts)
  const label = useLabel()
  const language = useLanguage()
  const { member, branch } = person
  return (
    <li>
      <div className={styles.head}>
        <Link data-row to={`/members/${member.id}`}>
          <strong>{member.name}</strong>
        </Link>
        {branch && branch.id !== branchId && <span className={styles.quiet}>{branch.name}</span>}
        {onExempt && (
          <span className={`${styles.end} ${styles.buttons} no-print`}>
            <Link to={`/study-records/new?member=${member.id}`} aria-label={`${t.declare}：${member.name}`}>
              {t.declare}
            </Link>
            <Button type="link" aria-label={`${t.exempt}：${member.name}`} onClick={() => onExempt(member)}>
              {t.exempt}
            </Button>
          </span>
        )}
      </div>
      {shownItems(person, chosen).map((item) => (
        <p key={item.code}>
          {item.label}：{label(sumInWords(item))}
          <span className={item.state === 'overdue' ? styles.late : styles.quiet}>
            {' · '}
            {item.state === 'overdue' ? item.state_label : r.by(dayText(item.due_on, language, new Date()))}
          </span>
        </p>
      ))}
    </li>
  )
}

/** What somebody should clear up before the figures can be trusted. */
function Doubts({ people }: { people: readonly MemberMissing[] }) {
  const t = useText(branchTexts)
  const doubted = people.flatMap(({ member, notes }) =>
    notes.filter(({ doubt }) => doubt).map((note) => ({ member, ...note })),
  )
  if (doubted.length === 0) return null
  return (
    <details>
      <summary>
        {t.unclearTitle}（{doubted.length}）
      </summary>
      <ul className={styles.rows}>
        {doubted.map(({ member, code, text }) => (
          <li key={`${member.id} ${code}`}>
            {member.name}：{text}
          </li>
        ))}
      </ul>
    </details>
  )
}
