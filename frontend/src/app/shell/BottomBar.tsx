import MenuOutlined from '@ant-design/icons/es/icons/MenuOutlined'
import { lazy, Suspense, useState } from 'react'
import { NavLink } from 'react-router'
import { usePhone } from '@/shared/browser/usePhone'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import styles from './BottomBar.module.css'
import { shellTexts } from './texts'
import { useMenu } from './useMenu'

const MenuDrawer = lazy(() => import('./MenuDrawer'))

const PLACES = 4

/** A phone's menu: the main places in reach of the thumb, everything else in a drawer. */
export function BottomBar() {
  const t = useText(shellTexts)
  const phone = usePhone()
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const [visited, setVisited] = useState(false)
  const places = useMenu()
    .filter(({ onPhone }) => onPhone)
    .slice(0, PLACES)
  if (!phone) return null
  const openMenu = () => {
    setVisited(true)
    setOpen(true)
  }
  return (
    <div className={`${styles.bar} no-print`}>
      <nav aria-label={t.quickNav} className={styles.places}>
        {places.map(({ label, icon: Icon, entries }) => {
          const path = entries[0]?.path ?? '/'
          return (
            <NavLink key={path} to={path} end={path === '/'} className={styles.place}>
              <Icon />
              {label[language]}
            </NavLink>
          )
        })}
        <button type="button" className={styles.place} aria-expanded={open} onClick={openMenu}>
          <MenuOutlined />
          {t.more}
        </button>
      </nav>
      {visited && (
        <Suspense fallback={null}>
          <MenuDrawer open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
