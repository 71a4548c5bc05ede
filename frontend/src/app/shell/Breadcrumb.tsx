import { Link, useMatches } from 'react-router'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import type { AppRoute } from '@/shared/routing/routes'
import { routes } from '../routes'
import styles from './Breadcrumb.module.css'
import { shellTexts } from './texts'

/** The way down to the current page. Pages at the top have none: the menu shows where they are. */
export function Breadcrumb() {
  const t = useText(shellTexts)
  const language = useLanguage()
  const route = useMatches().at(-1)?.handle as AppRoute | undefined
  if (route?.parent === undefined) return null
  const above = ancestors(route)
  return (
    <nav aria-label={t.crumbs} className={`${styles.crumbs} no-print`}>
      <ol>
        {above.map(({ path, title }) => (
          <li key={path}>
            <Link to={path}>{title[language]}</Link>
          </li>
        ))}
        <li aria-current="page">{route.title[language]}</li>
      </ol>
    </nav>
  )
}

function ancestors(route: AppRoute): AppRoute[] {
  const parent = routes.find(({ path }) => path === route.parent)
  return parent === undefined ? [] : [...ancestors(parent), parent]
}
