import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { LAMP_COLOURS, Lamp, lampTexts } from '@/shared/ui/Lamp'
import type { TicketCounts, UnitCounts } from '../types'
import { percentText } from './rate'
import styles from './statistics.module.css'
import { statisticsTexts } from './texts'

/** One row a unit: a bar of its lamps beside the same figures in words. */
export function UnitTable({ counts }: { counts: TicketCounts }) {
  const t = useText(statisticsTexts)
  const most = Math.max(...counts.units.map(({ total }) => total))
  return (
    <Card title={t.units}>
      <p className={styles.quiet}>
        {t.unitsNote} {t.lampsNote}
      </p>
      {counts.units_cut && <p>{t.cut}</p>}
      <table className={styles.units}>
        <thead>
          <tr>
            <th scope="col">{t.unit}</th>
            <th scope="col" className={styles.barCell}>
              {t.bar}
            </th>
            {LAMP_COLOURS.map((colour) => (
              <th key={colour} scope="col" className={styles.figure}>
                <Lamp colour={colour} />
              </th>
            ))}
            <th scope="col" className={styles.figure}>
              {t.sum}
            </th>
            <th scope="col" className={styles.figure}>
              {t.closed}
            </th>
            <th scope="col" className={styles.figure}>
              {t.rate}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.units.map((unit) => (
            <UnitRow key={unit.branch.id} unit={unit} most={most} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function UnitRow({ unit, most }: { unit: UnitCounts; most: number }) {
  const t = useText(statisticsTexts)
  const lampWords = useText(lampTexts)
  return (
    <tr>
      <th scope="row">
        <Link to={`/tickets?lead_branch_id=${unit.branch.id}`} title={t.open(unit.branch.name)}>
          {unit.branch.name}
        </Link>
      </th>
      <td className={styles.barCell}>
        <span className={styles.bar} style={{ width: `${(unit.total / most) * 100}%` }} aria-hidden="true">
          {LAMP_COLOURS.filter((colour) => unit[colour] > 0).map((colour) => (
            <span key={colour} className={styles[colour]} style={{ flexGrow: unit[colour] }}>
              <b>{unit[colour]}</b>
            </span>
          ))}
        </span>
      </td>
      {LAMP_COLOURS.map((colour) => (
        <td key={colour} className={styles.figure} data-name={lampWords[colour]}>
          {unit[colour]}
        </td>
      ))}
      <td className={styles.figure} data-name={t.sum}>
        {unit.total}
      </td>
      <td className={styles.figure} data-name={t.closed}>
        {unit.closed}
      </td>
      <td className={styles.figure} data-name={t.rate}>
        {percentText(unit.closed > 0 ? unit.closed_in_time / unit.closed : null)}
      </td>
    </tr>
  )
}
