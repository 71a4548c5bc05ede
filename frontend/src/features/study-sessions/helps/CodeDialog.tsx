import { useText } from '@/shared/i18n/texts'
import type { StudySession } from '@/shared/study/types'
import { Dialog } from '@/shared/ui/Dialog'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useScans, useSessionCode } from './api'
import styles from './helps.module.css'
import { helpTexts } from './texts'

const WIDE = 720

/** The code as it is shown in the room, large; it renews itself, and says that nobody has to scan. */
export default function CodeDialog({ session, onClose }: { session: StudySession; onClose: () => void }) {
  const t = useText(helpTexts)
  const code = useSessionCode(session.id)
  const scans = useScans(session.id, code.isSuccess)
  const count = scans.data?.length ?? 0
  return (
    <Dialog width={WIDE} title={`${t.codeTitle} · ${session.topic}`} footer={null} onCancel={onClose}>
      <div className={styles.shown}>
        {code.isPending && <Loading />}
        {code.isError && <LoadFailure error={code.error} onRetry={() => void code.refetch()} compact />}
        {code.data && (
          <>
            <img
              className={styles.qr}
              alt={t.qr}
              src={`data:image/svg+xml;utf8,${encodeURIComponent(code.data.qr_svg)}`}
            />
            <p className={styles.code}>{t.code(code.data.code)}</p>
            <p>{t.codeNote}</p>
            <p role="status">{count > 0 ? t.scanned(count) : t.nobody}</p>
          </>
        )}
      </div>
    </Dialog>
  )
}
