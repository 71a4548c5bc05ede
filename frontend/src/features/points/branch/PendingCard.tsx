import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import { EntryFacts } from '@/shared/points/Ledger'
import pointStyles from '@/shared/points/points.module.css'
import { useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LoadFailure } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { confirmClaim, fetchClaims, keys, refuseClaim, useRefresh } from '../api'
import type { Claim } from '../types'
import { branchTexts } from './texts'

const ReasonDialog = lazy(() => import('../ReasonDialog'))

/** What was entered by hand and waits for somebody else's check. */
export function PendingCard({ branchId, mayCheck }: { branchId: string; mayCheck: boolean }) {
  const t = useText(branchTexts)
  const query = { branch_id: branchId, state: ['pending' as const], sort: 'created_at' }
  const list = useCursorList({
    queryKey: keys.claims(query),
    fetchPage: (cursor) => fetchClaims(query, cursor),
  })
  const [refused, setRefused] = useState<Claim | null>(null)
  if (list.error) return <LoadFailure error={list.error} onRetry={list.retry} compact />
  return (
    <Card title={t.pending}>
      {!list.isPending && list.items.length === 0 && <p className={styles.quiet}>{t.pendingEmpty}</p>}
      <ul className={styles.rows}>
        {list.items.map((claim) => (
          <li key={claim.id}>
            <p className={styles.head}>
              <Link to={`/points/members/${claim.member.id}`}>
                <strong>{claim.member.name}</strong>
              </Link>
            </p>
            <div className={`${pointStyles.row} ${pointStyles.bare}`}>
              <EntryFacts entry={claim} />
            </div>
            {mayCheck && <Check claim={claim} onRefuse={() => setRefused(claim)} />}
          </li>
        ))}
      </ul>
      {list.hasMore && <LoadMore list={list} />}
      {refused && (
        <Suspense>
          <ReasonDialog
            title={t.refuseTitle}
            note={
              <p>
                {refused.member.name} · {refused.title}
              </p>
            }
            ok={t.refuse}
            done={t.refused}
            help={t.refuseHelp}
            send={(reason, key) => refuseClaim(refused, reason, key)}
            onClose={() => setRefused(null)}
          />
        </Suspense>
      )}
    </Card>
  )
}

function Check({ claim, onRefuse }: { claim: Claim; onRefuse: () => void }) {
  const t = useText(branchTexts)
  const refresh = useRefresh()
  const name = useMe().data?.account.display_name
  const { submit, pending } = useSubmit({
    send: (_: { id: string }, key) => confirmClaim(claim, key),
    onDone: async () => {
      toast.done(t.confirmed)
      await refresh()
    },
  })
  return (
    <>
      <p className={styles.buttons}>
        <Button loading={pending} onClick={() => submit({ id: claim.id })}>
          {t.confirm}
        </Button>
        <Button onClick={onRefuse}>{t.refuse}</Button>
      </p>
      {claim.entered_by === name && <p className={styles.quiet}>{t.ownEntry}</p>}
    </>
  )
}
