import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Lamp, type LampColour } from '@/shared/ui/Lamp'
import { LoadFailure, Loading } from '@/shared/ui/states'
import page from './HomePage.module.css'
import { homeTexts } from './texts'
import styles from './UnitLamps.module.css'

type Unit = components['schemas']['UnitCounts']

const COLOURS: LampColour[] = ['red', 'yellow', 'green', 'grey']

/** For officers: the lamps of each unit's tickets as a bar; the unit's name opens its list. */
export function UnitLamps() {
  const t = useText(homeTexts)
  const summary = useQuery({
    queryKey: ['tickets', 'summary'],
    queryFn: () => unwrap(api.GET('/api/v1/tickets/summary')),
  })
  // One unit alone says nothing that the queues above do not.
  if (summary.data && summary.data.units.length < 2) return null
  return (
    <Card title={t.lamps} className={page.lamps}>
      {summary.isPending && <Loading />}
      {summary.isError && (
        <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} compact />
      )}
      <ul className={styles.units}>
        {summary.data?.units.map((unit) => (
          <UnitBar key={unit.branch.id} unit={unit} />
        ))}
      </ul>
      {summary.data?.units_cut && <p className={styles.cut}>{t.lampsCut(summary.data.units.length)}</p>}
    </Card>
  )
}

function UnitBar({ unit }: { unit: Unit }) {
  const t = useText(homeTexts)
  const present = COLOURS.filter((colour) => unit[colour] > 0)
  return (
    <li className={styles.unit}>
      <Link to={`/tickets?within=${unit.branch.id}`} title={t.open(unit.branch.name)} className={styles.name}>
        {unit.branch.name}
      </Link>
      <span className={styles.bar} aria-hidden="true">
        {present.map((colour) => (
          <span key={colour} className={styles[colour]} style={{ flexGrow: unit[colour] }} />
        ))}
      </span>
      <span className={styles.counts}>
        {COLOURS.map((colour) =>
          unit[colour] > 0 ? (
            <Lamp key={colour} colour={colour} count={unit[colour]} />
          ) : (
            <span key={colour} className={styles.none} />
          ),
        )}
      </span>
    </li>
  )
}
