import Button from 'antd/es/button'
import type { ReactNode } from 'react'
import { setLanguage, setLargeType, useLanguage, useLargeType } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { signOut } from '@/shared/session/session'
import { Brand } from '@/shared/ui/Brand'
import { useDocumentTitle } from '@/shared/ui/PageHeader'
import styles from './FrontDoor.module.css'
import { authTexts } from './texts'

interface Props {
  title: string
  note?: ReactNode
  /** The person is known and held here: offer the way out. */
  signedIn?: boolean
  children: ReactNode
}

/** The frame of every page before the shell: brand, one white card, notice. */
export function FrontDoor({ title, note, signedIn = false, children }: Props) {
  const t = useText(authTexts)
  const language = useLanguage()
  const largeType = useLargeType()
  useDocumentTitle(title)
  return (
    <div className={styles.door}>
      <header className={styles.top}>
        <Button type="text" onClick={() => setLargeType(!largeType)}>
          {largeType ? t.largeTypeOff : t.largeTypeOn}
        </Button>
        <Button
          type="text"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          {t.language}
        </Button>
        {signedIn && (
          <Button type="text" onClick={() => void signOut()}>
            {t.signOut}
          </Button>
        )}
      </header>
      <main className={styles.main}>
        <div className={styles.brand}>
          <Brand large />
        </div>
        <div className={styles.card}>
          <h1 className={styles.title}>{title}</h1>
          {note && <p className={styles.note}>{note}</p>}
          {children}
        </div>
      </main>
      <footer className={styles.footer}>{t.notice}</footer>
    </div>
  )
}
