import { lazy, Suspense, useState } from 'react'
import { ActionBar } from '@/shared/actions/ActionBar'
import type { AvailableAction } from '@/shared/actions/actions'
import { useText } from '@/shared/i18n/texts'
import type { CreditOutcome, StudySession } from '@/shared/study/types'
import { toast } from '@/shared/ui/toast'
import { pageTexts } from './texts'

const StepDialog = lazy(() => import('./StepDialog'))

/** Steps that are the usual next one; the others stand in the menu. */
const USUAL = new Set(['hold', 'confirm'])

interface Props {
  session: StudySession
  unsaved: number
  onOutcome: (outcome: CreditOutcome | null) => void
}

/** The steps that the API offers. What is not saved on the sheet comes before its confirmation. */
export function SessionSteps({ session, unsaved, onOutcome }: Props) {
  const t = useText(pageTexts)
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  const usual = session.available_actions[0]?.action ?? ''
  return (
    <>
      <ActionBar
        actions={session.available_actions}
        unavailable={session.blocked_actions}
        onAction={(action) => {
          if (action.action === 'confirm' && unsaved > 0) toast.problem(t.saveFirst(unsaved))
          else setChosen(action)
        }}
        noMain={!USUAL.has(usual) || unsaved > 0}
      />
      {chosen && (
        <Suspense>
          <StepDialog
            session={session}
            action={chosen}
            onOutcome={onOutcome}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      )}
    </>
  )
}
