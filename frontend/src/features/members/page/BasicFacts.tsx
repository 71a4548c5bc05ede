import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { cityDate } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { fullYears } from '../age'
import styles from '../members.module.css'
import type { MemberSummary } from '../types'
import { useWords } from '../words'
import { pageTexts } from './texts'

/** A day with the whole years since. */
function useSince(): (day: string | null, years: (count: number) => string) => ReactNode {
  const said = useRecordDay()
  return (day, years) => day && `${said(day)}（${years(fullYears(day, cityDate(new Date())))}）`
}

/** What the record says of the person. */
export function PersonFacts({ member }: { member: MemberSummary }) {
  const t = useText(pageTexts)
  const words = useWords()
  const since = useSince()
  return (
    <Card title={t.person}>
      <Facts
        facts={[
          [words.field('name'), member.name],
          [words.field('sex'), member.sex_label],
          [words.field('ethnicity'), member.ethnicity_label],
          [words.field('birth_date'), since(member.birth_date, t.age)],
          [words.field('education'), member.education_label ?? t.notGiven],
          [words.field('post'), member.post ?? t.notGiven],
        ]}
      />
    </Card>
  )
}

/** What the record says of the way into the Party and of the branch. */
export function PartyFacts({ member, linked = true }: { member: MemberSummary; linked?: boolean }) {
  const t = useText(pageTexts)
  const words = useWords()
  const since = useSince()
  const said = useRecordDay()
  const probation =
    member.probation_ends_on &&
    `${said(member.probation_ends_on)}${member.probation_extended ? `（${t.extended}）` : ''}`
  const branch = linked ? (
    <Link className={styles.link} to={`/branches/${member.branch.id}`}>
      {member.branch.name}
    </Link>
  ) : (
    member.branch.name
  )
  const developing = member.joined_on === null
  return (
    <Card title={t.party}>
      <Facts
        facts={[
          [words.field('branch'), branch],
          [words.field('stage'), member.stage_label],
          [words.field('standing'), member.standing_label],
          [
            words.field('suspension_ground'),
            member.suspension_ground && words.value('suspension_ground', member.suspension_ground),
          ],
          [words.field('left_on'), said(member.left_on)],
          [words.field('stage_since'), developing && said(member.stage_since)],
          [words.field('joined_on'), said(member.joined_on)],
          [words.field('probation_ends_on'), probation],
          [words.field('full_on'), since(member.full_on, t.partyAge)],
          [words.field('lost_contact_since'), said(member.lost_contact_since)],
          [words.field('floating'), member.floating && words.value('floating', true)],
          [words.field('floating_to'), member.floating_to],
        ]}
      />
    </Card>
  )
}
