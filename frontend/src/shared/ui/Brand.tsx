import { useLanguage } from '@/shared/i18n/preferences'
import styles from './Brand.module.css'

/** The platform's mark and name. */
export function Brand({ large = false }: { large?: boolean }) {
  const english = useLanguage() === 'en'
  return (
    <span className={`${styles.brand} ${large ? styles.large : ''}`}>
      <img src="/favicon.svg" alt="" width={large ? 44 : 28} height={large ? 44 : 28} />
      <span className={styles.name}>
        {english ? 'Dangjian Online' : '党建在线'}
        <small>{english ? 'Smart organisation work' : '智慧组工'}</small>
      </span>
    </span>
  )
}
