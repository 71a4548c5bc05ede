import { lazy, Suspense, useState } from 'react'
import { ActionBar } from '@/shared/actions/ActionBar'
import type { AvailableAction } from '@/shared/actions/actions'
import type { Ticket } from '../types'

const StepDialog = lazy(() => import('./StepDialog'))

/** The steps that the API offers on this ticket; the answer of a step is the ticket as it stands now. */
export function TicketActions({ ticket }: { ticket: Ticket }) {
  const [chosen, setChosen] = useState<AvailableAction | null>(null)
  return (
    <>
      <ActionBar
        actions={ticket.available_actions}
        unavailable={ticket.unavailable_actions}
        onAction={setChosen}
      />
      {chosen && (
        <Suspense>
          <StepDialog ticket={ticket} action={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </>
  )
}
