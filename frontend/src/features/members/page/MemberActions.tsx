import { lazy, Suspense, useState } from 'react'
import { ActionBar } from '@/shared/actions/ActionBar'
import type { AvailableAction } from '@/shared/actions/actions'
import type { Member } from '../types'
import { hasUsualStep } from './usual'

const StepDialog = lazy(() => import('./StepDialog'))

/** The steps of the life cycle that the API offers; a step that is not the usual next one stands in the menu. */
export function MemberActions({ member }: { member: Member }) {
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  if (member.available_actions.length + member.unavailable_actions.length === 0) return null
  return (
    <>
      <ActionBar
        actions={member.available_actions}
        unavailable={member.unavailable_actions}
        onAction={setChosen}
        noMain={!hasUsualStep(member.available_actions)}
      />
      {chosen && (
        <Suspense>
          <StepDialog member={member} action={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  )
}
