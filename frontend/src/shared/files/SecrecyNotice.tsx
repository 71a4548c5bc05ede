import { useText } from '@/shared/i18n/texts'
import styles from './SecrecyNotice.module.css'
import { fileTexts } from './texts'

/** Said wherever a file can be uploaded (保守国家秘密法). */
export function SecrecyNotice() {
  const t = useText(fileTexts)
  return (
    <p className={styles.notice}>
      <strong>{t.notice}</strong>
      <span>{t.noticeText}</span>
    </p>
  )
}
