import { useText } from '@/shared/i18n/texts'
import styles from './SecrecyNotice.module.css'
import { fileTexts } from './texts'

interface Props {
  /** What else is to be known of this kind of file, in place of the usual words. */
  children?: string
}

/** Said wherever a file can be uploaded (保守国家秘密法). */
export function SecrecyNotice({ children }: Props) {
  const t = useText(fileTexts)
  return (
    <p className={styles.notice}>
      <strong>{t.notice}</strong>
      <span>{children ?? t.noticeText}</span>
    </p>
  )
}
