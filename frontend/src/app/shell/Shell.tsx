import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { rememberFocus } from '@/shared/browser/focusMemory'
import { useText } from '@/shared/i18n/texts'
import { Brand } from '@/shared/ui/Brand'
import { Loading } from '@/shared/ui/states'
import { BottomBar } from './BottomBar'
import { Breadcrumb } from './Breadcrumb'
import { Navigation } from './Navigation'
import styles from './Shell.module.css'
import { shellTexts } from './texts'
import { UserMenu } from './UserMenu'
import { useShellShortcuts } from './useShellShortcuts'

const ShortcutHelp = lazy(() => import('@/shared/keyboard/ShortcutHelp'))

/** What stands around every page: brand, menu, breadcrumb, person, notice. */
export function Shell() {
  const t = useText(shellTexts)
  const [helpOpen, setHelpOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  useShellShortcuts(() => setHelpOpen(true))
  useFocusOnPageChange(main)
  useEffect(rememberFocus, [])

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t.skip}
      </a>
      <header className={`${styles.header} no-print`}>
        <Link to="/" className={styles.brand}>
          <Brand />
        </Link>
        <UserMenu onHelp={() => setHelpOpen(true)} />
      </header>
      <div className={`${styles.side} no-print`}>
        <Navigation />
      </div>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Breadcrumb />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className={`${styles.footer} no-print`}>{t.notice}</footer>
      <BottomBar />
      {helpOpen && (
        <Suspense fallback={null}>
          <ShortcutHelp open onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
      <ScrollRestoration />
    </div>
  )
}

/** After a change of page the keyboard and the screen reader start at the new content. */
function useFocusOnPageChange(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true })
    before.current = pathname
  }, [pathname, main])
}
