import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { groupTexts } from '../texts'
import type { Group, Person } from '../types'

const PeopleDialog = lazy(() => import('./PeopleDialog'))

/** Who belongs to the group and since when; then who has left. */
export function PeopleCard({ group }: { group: Group }) {
  const t = useText(groupTexts)
  const [step, setStep] = useState<Person | 'add' | null>(null)
  const people = group.people ?? []
  const now = people.filter(({ to_on }) => to_on === null)
  const gone = people.filter(({ to_on }) => to_on !== null)
  return (
    <Card title={t.members} aside={t.people(group.members)}>
      {group.people === null && <p className={styles.quiet}>{t.noNames}</p>}
      {group.may_change && (
        <p className="no-print">
          <Button onClick={() => setStep('add')}>{t.add}</Button>
        </p>
      )}
      <ul className={styles.rows}>
        {now.map((person) => (
          <PersonLine key={person.member.id} person={person} group={group} onLeave={() => setStep(person)} />
        ))}
      </ul>
      {gone.length > 0 && (
        <>
          <h3>{t.left}</h3>
          <ul className={styles.rows}>
            {gone.map((person) => (
              <PersonLine key={`${person.member.id} ${person.from_on}`} person={person} group={group} />
            ))}
          </ul>
        </>
      )}
      {step && (
        <Suspense>
          <PeopleDialog
            group={group}
            person={step === 'add' ? undefined : step}
            onClose={() => setStep(null)}
          />
        </Suspense>
      )}
    </Card>
  )
}

interface LineProps {
  person: Person
  group: Group
  onLeave?: () => void
}

function PersonLine({ person, group, onLeave }: LineProps) {
  const t = useText(groupTexts)
  const language = useLanguage()
  const { member, branch, from_on, to_on, leads } = person
  const day = (date: string) => dayText(date, language, new Date())
  return (
    <li className={styles.head}>
      <strong>{member.name}</strong>
      {leads && <span>{t.leader}</span>}
      {branch && branch.id !== group.branch?.id && <span className={styles.quiet}>{branch.name}</span>}
      <span className={styles.quiet}>
        {to_on ? t.period(day(from_on), day(to_on)) : t.since(day(from_on))}
      </span>
      {group.may_change && onLeave && (
        <span className={`${styles.end} no-print`}>
          <Button type="link" aria-label={`${t.releaseStep}：${member.name}`} onClick={onLeave}>
            {t.releaseStep}
          </Button>
        </span>
      )}
    </li>
  )
}
