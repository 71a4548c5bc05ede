import Button from 'antd/es/button'
import { Link } from 'react-router'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import styles from './duplicates.module.css'
import { duplicateTexts } from './texts'
import type { Pair, Summary } from './types'

interface Props {
  pair: Pair
  onMerge: () => void
  onDismiss: () => void
}

/** One slip in an ID number changes its check digit, too. */
const SLIP_PLACES = 2

/** Two records side by side, what differs marked by a word beside it. */
export function PairCard({ pair, onMerge, onDismiss }: Props) {
  const t = useText(duplicateTexts)
  const said = useRecordDay()
  const { newer, older, grounds, idPlaces } = pair
  const rows: [label: string, of: (member: Summary) => string | null][] = [
    [t.name, (member) => member.name],
    [t.birth, (member) => said(member.birth_date)],
    [t.phone, (member) => member.phone],
    [t.unit, (member) => member.branch.name],
    [t.stage, (member) => member.state_label],
    [t.joined, (member) => said(member.joined_on)],
    [t.education, (member) => member.education_label],
    [t.post, (member) => member.post],
  ]
  return (
    <Card>
      <div className={styles.head}>
        <ul className={styles.grounds}>
          {grounds.map(({ code, label }) => (
            <li key={code}>{label}</li>
          ))}
        </ul>
        <span className={styles.quiet}>
          {t.idPlaces(idPlaces)}
          {idPlaces === SLIP_PLACES && t.slip}
        </span>
      </div>
      <table className={styles.table} aria-label={t.pair(newer.name)}>
        <thead>
          <tr>
            <td />
            <HeadCell member={older} label={t.older} />
            <HeadCell member={newer} label={t.newer} />
          </tr>
        </thead>
        <tbody>
          <Row label={t.idNumber} one={older.id_number} other={newer.id_number} differs={idPlaces > 0} />
          {rows.map(([label, of]) => (
            <Row
              key={label}
              label={label}
              one={of(older)}
              other={of(newer)}
              differs={of(older) !== of(newer)}
            />
          ))}
        </tbody>
      </table>
      <div className={styles.actions}>
        <Button onClick={onDismiss}>{t.dismiss}</Button>
        <Button onClick={onMerge}>{t.merge}</Button>
      </div>
    </Card>
  )
}

function HeadCell({ member, label }: { member: Summary; label: string }) {
  return (
    <th scope="col">
      <Link className={styles.link} to={`/members/${member.id}`}>
        {member.name}
      </Link>
      <span className={styles.quiet}>
        {label} · <DateText at={member.created_at} />
      </span>
    </th>
  )
}

interface RowProps {
  label: string
  one: string | null
  other: string | null
  differs: boolean
}

function Row({ label, one, other, differs }: RowProps) {
  const t = useText(duplicateTexts)
  return (
    <tr className={differs ? styles.differs : undefined}>
      <th scope="row">
        {label}
        {differs && <span className={styles.mark}>{t.differs}</span>}
      </th>
      <td>{one ?? t.none}</td>
      <td>{other ?? t.none}</td>
    </tr>
  )
}
