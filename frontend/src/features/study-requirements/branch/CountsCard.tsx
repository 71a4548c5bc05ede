import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import type { BranchStudy } from '../types'
import { branchTexts } from './texts'

type Distribution = BranchStudy['requirement']

/** How many stand where, without names: members, exempt, what is missing of how many. */
export function CountsCard({ counts }: { counts: Distribution }) {
  const t = useText(branchTexts)
  const { members, exempt, complete, doubts, reckoned_at, missing } = counts
  return (
    <Card title={t.counts}>
      {!reckoned_at && <p>{t.notReckoned}</p>}
      <Facts
        facts={[
          [t.members, reckoned_at && t.people(members)],
          [t.exempted, reckoned_at && t.people(exempt)],
          [t.complete, reckoned_at && t.people(complete)],
          [t.doubts, doubts > 0 && t.people(doubts)],
          [t.reckoned, reckoned_at && <DateText key="at" at={reckoned_at} />],
        ]}
      />
      {missing.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.item}</th>
              <th scope="col" className={styles.figure}>
                {t.members}
              </th>
            </tr>
          </thead>
          <tbody>
            {missing.map(({ code, label, members: lacking }) => (
              <tr key={code}>
                <th scope="row">{label}</th>
                <td className={styles.figure}>{t.people(lacking)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

/** How many have done which part of the hours. */
export function HoursCard({ counts }: { counts: Distribution }) {
  const t = useText(branchTexts)
  const name = (from: number, below: number | null) => {
    if (below === null) return t.full
    return from === 0 ? t.none : t.between(from, below)
  }
  return (
    <Card title={t.hours}>
      <p className={styles.quiet}>{t.hoursHelp}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.range}</th>
            <th scope="col" className={styles.figure}>
              {t.members}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.hours.map(({ from_percent, below_percent, members }) => (
            <tr key={from_percent}>
              <th scope="row">{name(from_percent, below_percent)}</th>
              <td className={styles.figure}>{t.people(members)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
