import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import styles from './MePage.module.css'
import { meTexts } from './texts'

type Session = components['schemas']['OwnSession']

const key = ['me', 'sessions']

/** Where this account is signed in, and the way to end any of it. */
export function SessionsCard() {
  const t = useText(meTexts)
  const client = useQueryClient()
  const report = useReportProblem()
  const sessions = useQuery({ queryKey: key, queryFn: () => unwrap(api.GET('/api/v1/me/sessions')) })
  const end = useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSuccess: async () => {
      toast.done(t.ended)
      await client.invalidateQueries({ queryKey: key })
    },
    onError: report,
  })
  return (
    <Card title={t.sessions}>
      <p className={styles.quiet}>{t.sessionsNote}</p>
      {sessions.isPending && <Loading />}
      {sessions.isError && (
        <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} compact />
      )}
      <ul className={styles.sessions}>
        {sessions.data?.items.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            ending={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </Card>
  )
}

interface RowProps {
  session: Session
  ending: boolean
  onEnd: () => void
}

function SessionRow({ session, ending, onEnd }: RowProps) {
  const t = useText(meTexts)
  return (
    <li>
      <div>
        <div className={styles.device}>
          {session.device}
          {session.current && `（${t.thisDevice}）`}
        </div>
        <div className={styles.quiet}>
          {session.address} · {t.started} <DateText at={session.started_at} /> · {t.lastUsed}{' '}
          <DateText at={session.last_used_at} />
        </div>
      </div>
      {!session.current && (
        <Button onClick={onEnd} loading={ending} aria-label={t.endLabel(session.device)}>
          {t.end}
        </Button>
      )}
    </li>
  )
}
