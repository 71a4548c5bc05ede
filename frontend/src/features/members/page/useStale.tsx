import { useState } from 'react'
import { isProblem, type Problem } from '@/shared/api/problem'
import { Conflict } from '@/shared/forms/Conflict'
import { useHistory, useMember } from '../api'
import { ChangeLines } from './ChangeLines'

/**
 * When somebody was faster (412): who did what and what it changed, and the way to the record as it stands now.
 *
 * `catch` belongs into `onProblem`; `notice` above the fields.
 */
export function useStale(memberId: string) {
  const member = useMember(memberId)
  const history = useHistory(memberId, false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [refreshed, setRefreshed] = useState(false)
  const last = history.data?.at(-1)
  const refresh = async () => {
    await member.refetch()
    setProblem(null)
    setRefreshed(true)
  }
  return {
    refreshed: refreshed && problem === null,
    catch: (error: unknown): boolean => {
      if (!isProblem(error) || error.status !== 412) return false
      void history.refetch()
      setProblem(error)
      return true
    },
    notice: problem && (
      <Conflict
        problem={problem}
        event={
          last && !history.isFetching
            ? { action_label: last.action_label, actor: last.actor.name, at: last.at }
            : null
        }
        details={last && !history.isFetching && <ChangeLines change={last} />}
        refreshing={member.isRefetching}
        onRefresh={() => void refresh()}
      />
    ),
  }
}
