import { lazy, Suspense, useState } from 'react'
import { ActionBar } from '@/shared/actions/ActionBar'
import type { AvailableAction } from '@/shared/actions/actions'
import type { StudyOutputInList, StudyRecordInList } from './types'

const DeclarationDialog = lazy(() => import('./DeclarationDialog'))

export type Declared = { is: 'record'; thing: StudyRecordInList } | { is: 'output'; thing: StudyOutputInList }

/** The steps that the API offers for a record or an outcome; `noMain` where another step of the page is the usual one. */
export function DeclarationSteps({ declared }: { declared: Declared }) {
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  const { available_actions: actions, blocked_actions: blocked } = declared.thing
  return (
    <>
      <ActionBar
        actions={actions}
        unavailable={blocked}
        onAction={setChosen}
        noMain={actions[0]?.action !== 'confirm'}
      />
      {chosen && (
        <Suspense>
          <DeclarationDialog declared={declared} action={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  )
}
