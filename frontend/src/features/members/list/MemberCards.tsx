import { Link } from 'react-router'
import { cityDate } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import cards from '@/shared/lists/cards.module.css'
import { onRowKeys } from '@/shared/lists/rowKeys'
import { fullYears } from '../age'
import { StateBadge } from '../StateBadge'
import type { MemberSummary } from '../types'
import { listTexts } from './texts'

/** The roster on a phone. */
export function MemberCards({ members }: { members: MemberSummary[] }) {
  const t = useText(listTexts)
  const today = cityDate(new Date())
  const said = useRecordDay()
  return (
    <ul className={cards.cards} onKeyDown={onRowKeys}>
      {members.map((member) => (
        <li key={member.id}>
          <Link data-row className={cards.card} to={`/members/${member.id}`}>
            <span className={cards.head}>
              <span className={cards.title}>{member.name}</span>
              <StateBadge member={member} />
            </span>
            <span className={cards.unit}>{member.branch.name}</span>
            <span className={cards.quiet}>
              {[
                member.sex_label,
                t.years(fullYears(member.birth_date, today)),
                member.joined_on && `${t.joined} ${said(member.joined_on)}`,
                member.phone,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
