import { lazy, Suspense, useEffect, useState } from 'react'
import { IDLE_LIMIT_MS, IDLE_WARNING_MS, idleTimeLeft, noteActivity } from '@/shared/session/idle'
import { keepAlive, signOut } from '@/shared/session/session'

const IdleWarning = lazy(() => import('./IdleWarning'))

const EVENTS = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const
const LOOK_EVERY_MS = 5_000

/** Ends the session after 30 idle minutes over all tabs, and asks two minutes before. */
export function IdleGuard() {
  const [warning, setWarning] = useState(false)

  useEffect(() => {
    const onActivity = () => {
      // The first touch after a laptop slept through the limit must not revive the session.
      if (idleTimeLeft(Date.now()) <= 0) void signOut('idle')
      else noteActivity(Date.now())
    }
    const look = () => {
      const left = idleTimeLeft(Date.now())
      if (left <= 0) void signOut('idle')
      else if (left > IDLE_LIMIT_MS / 2) void keepAlive(Date.now())
      setWarning(left > 0 && left <= IDLE_WARNING_MS)
    }
    onActivity()
    const timer = window.setInterval(look, LOOK_EVERY_MS)
    document.addEventListener('visibilitychange', look)
    for (const event of EVENTS) window.addEventListener(event, onActivity, { passive: true, capture: true })
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      for (const event of EVENTS) window.removeEventListener(event, onActivity, { capture: true })
    }
  }, [])

  if (!warning) return null
  const stay = () => {
    noteActivity(Date.now())
    setWarning(false)
  }
  return (
    <Suspense fallback={null}>
      <IdleWarning onStay={stay} />
    </Suspense>
  )
}
