import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import styles from './sheet.module.css'
import { sheetTexts } from './texts'
import type { SheetDraft } from './useSheetDraft'

interface Props {
  draft: SheetDraft
  pending: boolean
  onSave: () => void
}

/** Stays in sight while there is something to save. */
export function SaveBar({ draft, pending, onSave }: Props) {
  const t = useText(sheetTexts)
  if (draft.count === 0) return null
  return (
    <div className={`${styles.bar} no-print`}>
      <span role="status">{t.unsaved(draft.count)}</span>
      <Button onClick={draft.drop} disabled={pending}>
        {t.discard}
      </Button>
      <Button type="primary" loading={pending} onClick={onSave}>
        {t.save}
      </Button>
    </div>
  )
}
