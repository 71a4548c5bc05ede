import DownOutlined from '@ant-design/icons/es/icons/DownOutlined'
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Link } from 'react-router'
import { clearDrafts } from '@/shared/forms/draft'
import { setLanguage, setLargeType, useLanguage, useLargeType } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { signOut } from '@/shared/session/session'
import { shellTexts } from './texts'
import styles from './UserMenu.module.css'

interface Props {
  onHelp: () => void
}

/** The person at the top right; opens a short list. Its own disclosure, as antd's menu would double the shell's weight. */
export function UserMenu({ onHelp }: Props) {
  const t = useText(shellTexts)
  const { data: me } = useMe()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const name = me?.account.display_name ?? '…'

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    setOpen(false)
    button.current?.focus()
  }
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to what bubbles up from its buttons
    <div className={styles.menu} onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        className={styles.person}
        aria-expanded={open}
        aria-label={t.account(name)}
        onClick={() => setOpen(!open)}
      >
        {name} <DownOutlined />
      </button>
      {open && (
        // Focusable, because a click on its text must not count as leaving it.
        <div className={styles.panel} tabIndex={-1}>
          {me && <Roles grants={me.grants} />}
          <Choices onHelp={onHelp} onChosen={() => setOpen(false)} />
        </div>
      )}
    </div>
  )
}

function Choices({ onHelp, onChosen }: { onHelp: () => void; onChosen: () => void }) {
  const t = useText(shellTexts)
  const language = useLanguage()
  const largeType = useLargeType()
  const choice = (label: string, run: () => void, lang?: string) => (
    <li>
      <button
        type="button"
        lang={lang}
        onClick={() => {
          onChosen()
          run()
        }}
      >
        {label}
      </button>
    </li>
  )
  const leave = () => {
    clearDrafts()
    void signOut()
  }
  return (
    <ul>
      <li>
        <Link to="/me" onClick={onChosen}>
          {t.me}
        </Link>
      </li>
      {choice(
        t.language,
        () => setLanguage(language === 'en' ? 'zh' : 'en'),
        language === 'en' ? 'zh-CN' : 'en',
      )}
      {choice(largeType ? t.largeTypeOff : t.largeTypeOn, () => setLargeType(!largeType))}
      {choice(t.keys, onHelp)}
      {choice(t.signOut, leave)}
    </ul>
  )
}

type Grants = NonNullable<ReturnType<typeof useMe>['data']>['grants']

function Roles({ grants }: { grants: Grants }) {
  return (
    <div className={styles.roles}>
      {grants.map(({ role, role_label, branch }) => (
        <div key={`${role} ${branch.id}`}>
          {role_label} · {branch.name}
        </div>
      ))}
    </div>
  )
}
