import { useText } from '@/shared/i18n/texts'
import styles from './SecrecyNotice.module.css'
import { documentTexts } from './texts'

/** Said wherever a file can be uploaded (保守国家秘密法). */
export function SecrecyNotice() {
  const t = useText(documentTexts)
  return (
    <p className={styles.notice}>
      <strong>{t.notice}</strong>
      <span>{t.noticeText}</span>
    </p>
  )
}
