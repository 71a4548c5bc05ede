import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { LoadFailure, Loading } from '@/shared/ui/states'
import type { Branch, useDissolution } from '../api'
import styles from './reorganising.module.css'
import { reorganisingTexts } from './texts'
import { type Ending, impactOf, placeOf } from './ties'

interface Props {
  branch: Branch
  ending: Ending
  impact: ReturnType<typeof useDissolution>
  /** A link of the list has been followed. */
  onLeave: () => void
}

/** What hangs on a branch and what becomes of it; what stands in the way leads to where it is settled. */
export function Impact({ branch, ending, impact, onLeave }: Props) {
  const t = useText(reorganisingTexts)
  if (impact.isPending) return <Loading />
  if (impact.isError)
    return <LoadFailure error={impact.error} onRetry={() => void impact.refetch()} compact />
  const ties = impactOf(impact.data.ties, ending)
  if (ties.length === 0) return <p>{t.nothing}</p>
  const merging = ending === 'merge'
  return (
    <>
      <p>{merging ? t.impactMerge(branch.name) : t.impactDissolve(branch.name)}</p>
      <ul className={styles.ties}>
        {ties.map((tie) => (
          <TieLine key={tie.name} tie={tie} merging={merging} branchId={branch.id} onLeave={onLeave} />
        ))}
      </ul>
      {ties.some(({ fate }) => fate === 'blocks') && (
        <p role="status" className={styles.blocked}>
          {merging ? t.blockedMerge : t.blockedDissolve}
        </p>
      )}
    </>
  )
}

interface LineProps {
  tie: ReturnType<typeof impactOf>[number]
  merging: boolean
  branchId: string
  onLeave: () => void
}

function TieLine({ tie, merging, branchId, onLeave }: LineProps) {
  const t = useText(reorganisingTexts)
  const can = useCan()
  const place = placeOf(tie.name, branchId)
  const blocks = tie.fate === 'blocks'
  const carried = merging ? t.carriedMerge : t.carriedDissolve
  const fate = blocks ? t.blocks : tie.fate === 'carried' ? carried : t.ends
  return (
    <li>
      <span className={styles.tie}>
        {tie.label} <b>{tie.count}</b>
      </span>
      <span className={blocks ? styles.blocked : styles.quiet}>{fate}</span>
      <span className={styles.settle}>
        {blocks && place && <span className={styles.quiet}>{t[place.hint]}</span>}
        {place && can(place.permission) && (
          <Link to={place.page} onClick={onLeave}>
            {blocks ? t.view : t.look}
          </Link>
        )}
      </span>
    </li>
  )
}
