import { Link, useLocation } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import styles from './list.module.css'
import { listTexts } from './texts'

/** From list to board and back, with the same filters. */
export function ViewSwitch() {
  const t = useText(listTexts)
  const { pathname, search } = useLocation()
  const views = [
    { path: '/tickets', label: t.asList },
    { path: '/tickets/board', label: t.asBoard },
  ]
  return (
    <nav className={styles.switch} aria-label={t.views}>
      {views.map(({ path, label }) => (
        <Link key={path} to={`${path}${search}`} aria-current={pathname === path ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
