import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import type { SheetDraft } from '../sheet/useSheetDraft'
import { useScans } from './api'
import styles from './helps.module.css'
import { waitingScans } from './proposal'
import { helpTexts } from './texts'

/** Who has scanned and waits for the recorder's word; one tap fills the sheet in, saving stays apart. */
export function ScanNotes({ sessionId, draft }: { sessionId: string; draft: SheetDraft }) {
  const t = useText(helpTexts)
  const scans = useScans(sessionId)
  const marked = new Set(draft.shown.filter(({ mark }) => mark !== 'unset').map(({ id }) => id))
  const waiting = waitingScans(scans.data ?? [], marked)
  if (waiting.length === 0) return null
  const take = () => {
    draft.changeAll(waiting.map(({ member }) => [member.id, { mark: 'present', name: member.name }]))
    toast.done(t.taken(waiting.length))
  }
  return (
    <section className={`${styles.waiting} no-print`} aria-label={t.waiting(waiting.length)}>
      <strong>{t.waiting(waiting.length)}</strong>
      <p>
        {waiting
          .map(({ member, expected }) => (expected ? member.name : `${member.name}（${t.notExpected}）`))
          .join('、')}
      </p>
      <p className={styles.quiet}>{t.waitingNote}</p>
      <Button onClick={take}>{t.takeAll}</Button>
    </section>
  )
}
