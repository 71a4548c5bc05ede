import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import type { Import } from '../types'
import ColumnsForm from './ColumnsForm'
import { columnTexts } from './texts'

interface Props {
  found: Import
  onClose: () => void
}

/** Another reading of a file that could be read already. */
export default function ColumnsDialog({ found, onClose }: Props) {
  const t = useText(columnTexts)
  return (
    <Dialog title={t.title} footer={null} width={640} onCancel={onClose}>
      <ColumnsForm found={found} onDone={onClose} />
    </Dialog>
  )
}
