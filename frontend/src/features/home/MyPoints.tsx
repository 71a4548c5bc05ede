import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useOwnPoints } from '@/shared/points/api'
import { counts, latestFirst } from '@/shared/points/sum'
import { thisYear } from '@/shared/points/year'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import styles from './HomePage.module.css'
import { pointsTexts } from './pointsTexts'

const SHOWN = 3

/** One's own score, with the last three entries. */
export default function MyPoints() {
  const t = useText(pointsTexts)
  const points = useOwnPoints(thisYear(), 'member')
  if (!points.data?.scheme) return null
  const last = latestFirst(points.data.entries.filter(counts)).slice(0, SHOWN)
  return (
    <Card title={t.title} aside={t.score(points.data.score)} className={styles.record}>
      {last.length === 0 && <p>{t.empty}</p>}
      <ul className={styles.entries}>
        {last.map((entry) => (
          <li key={entry.id}>
            <span>
              {entry.points < 0 ? '−' : '+'}
              {Math.abs(entry.points)}
            </span>
            <span>{entry.title}</span>
            <DayText date={entry.occurred_on} />
          </li>
        ))}
      </ul>
      <p>
        <Link to="/points/mine">{t.open}</Link>
      </p>
    </Card>
  )
}
