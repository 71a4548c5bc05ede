import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Navigate, useLocation } from 'react-router'
import { signInPath } from '@/features/auth/routes'
import { useSession } from '@/shared/session/session'
import { Loading } from '@/shared/ui/states'
import { IdleGuard } from './IdleGuard'
import { OfflinePage } from './pages/OfflinePage'

const PasswordPage = lazy(() => import('@/features/auth/ForcedPasswordPage'))
const SecondFactorPage = lazy(() => import('@/features/auth/ForcedSecondFactorPage'))

/** Lets in who is signed in and owes nothing; sends the others where they have to go first. */
export function Gate({ children }: { children: ReactNode }) {
  const session = useSession()
  const location = useLocation()
  useForgetOnSignOut(session.status)

  if (session.status === 'starting') return <Loading />
  if (session.status === 'unreachable') return <OfflinePage />
  if (session.status === 'signed-out') {
    // After signing out on purpose the next person starts at the home page.
    const from = session.reason === 'signed-out' ? '/' : location.pathname + location.search
    return <Navigate to={signInPath(from)} replace />
  }
  if (session.passwordChangeRequired || session.secondFactorSetupRequired) {
    return (
      <Suspense fallback={<Loading />}>
        {session.passwordChangeRequired ? <PasswordPage /> : <SecondFactorPage />}
      </Suspense>
    )
  }
  return (
    <>
      <IdleGuard />
      {children}
    </>
  )
}

function useForgetOnSignOut(status: string): void {
  const client = useQueryClient()
  useEffect(() => {
    if (status === 'signed-out') client.clear()
  }, [status, client])
}
