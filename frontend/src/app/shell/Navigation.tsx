import { NavLink } from 'react-router'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import type { MenuEntry } from '../menu'
import styles from './Navigation.module.css'
import { shellTexts } from './texts'
import { useMenu } from './useMenu'

interface Props {
  /** Called when an entry was chosen, to close the drawer it stands in. */
  onChoose?: () => void
}

/** The main menu: sections with their pages, all in view, plain links. */
export function Navigation({ onChoose }: Props) {
  const t = useText(shellTexts)
  const language = useLanguage()
  const sections = useMenu()
  const paths = sections.flatMap((section) => section.entries.map(({ path }) => path))

  const link = (entry: MenuEntry, icon?: React.ReactNode) => (
    <NavLink to={entry.path} end={isPrefix(entry.path, paths)} className={styles.link} onClick={onChoose}>
      {icon}
      {entry.label[language]}
    </NavLink>
  )
  return (
    <nav aria-label={t.nav} className={styles.nav}>
      <ul>
        {sections.map(({ label, icon: Icon, entries }) => {
          const [only, ...others] = entries
          if (only !== undefined && others.length === 0) {
            return <li key={label.zh}>{link(only, <Icon />)}</li>
          }
          return (
            <li key={label.zh} className={styles.section}>
              <span className={styles.label}>
                <Icon />
                {label[language]}
              </span>
              <ul>
                {entries.map((entry) => (
                  <li key={entry.path}>{link(entry)}</li>
                ))}
              </ul>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** Whether another entry lies below this path: then only the exact path makes it active. */
const isPrefix = (path: string, paths: string[]) =>
  path === '/' || paths.some((other) => other !== path && other.startsWith(`${path}/`))
