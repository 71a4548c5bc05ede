import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { fetchOutputs, studyKeys } from '@/shared/study/api'
import { StateMark } from '@/shared/study/StateMark'
import styles from '@/shared/study/study.module.css'
import type { StudySession } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { LoadFailure } from '@/shared/ui/states'
import { pageTexts } from './texts'

const MOST = 100

/** 心得、调研报告 of the session: one's own, and for the branch those of its members; each opens where it is confirmed. */
export function OutputsCard({ session }: { session: StudySession }) {
  const t = useText(pageTexts)
  const query = { session_id: session.id, limit: MOST }
  const outputs = useQuery({ queryKey: studyKeys.outputs(query), queryFn: () => fetchOutputs(query) })
  const mayHandIn = session.state === 'confirmed' || session.state === 'held'
  const concerned = session.own !== null || session.keeps
  if (session.state === 'planned' || session.state === 'cancelled' || !concerned) return null
  return (
    <Card title={t.outputs}>
      {outputs.isError && (
        <LoadFailure error={outputs.error} onRetry={() => void outputs.refetch()} compact />
      )}
      {outputs.data?.items.length === 0 && <p className={styles.quiet}>{t.noOutputs}</p>}
      <ul className={styles.rows}>
        {outputs.data?.items.map((output) => (
          <li key={output.id}>
            <Link className={styles.row} to={`/study-outputs/${output.id}`}>
              <span>{output.title}</span>
              <span>{output.member.name}</span>
              <span className={styles.quiet}>{output.kind_label}</span>
              <StateMark state={output.state} label={output.state_label} />
            </Link>
          </li>
        ))}
      </ul>
      {mayHandIn && (
        <div className="no-print">
          <LinkButton to={`/study-outputs/new?session=${session.id}`}>{t.handIn}</LinkButton>
        </div>
      )}
    </Card>
  )
}
