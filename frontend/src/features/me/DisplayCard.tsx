import Segmented from 'antd/es/segmented'
import Switch from 'antd/es/switch'
import {
  type Language,
  setLanguage,
  setLargeType,
  useLanguage,
  useLargeType,
} from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import styles from './MePage.module.css'
import { meTexts } from './texts'

/** How this browser shows the platform. */
export function DisplayCard() {
  const t = useText(meTexts)
  const language = useLanguage()
  const largeType = useLargeType()
  return (
    <Card title={t.reading}>
      <div className={styles.switches}>
        <span>
          {t.language}
          <Segmented<Language>
            aria-label={t.language}
            value={language}
            onChange={setLanguage}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </span>
        <label htmlFor="large-type">
          {t.largeType}
          <Switch id="large-type" checked={largeType} onChange={setLargeType} />
        </label>
      </div>
    </Card>
  )
}
