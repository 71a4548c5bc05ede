import Drawer from 'antd/es/drawer'
import { useText } from '@/shared/i18n/texts'
import { Navigation } from './Navigation'
import { shellTexts } from './texts'

interface Props {
  open: boolean
  onClose: () => void
}

/** The whole menu on a phone. */
export default function MenuDrawer({ open, onClose }: Props) {
  const t = useText(shellTexts)
  return (
    <Drawer
      title={t.menu}
      placement="left"
      size={280}
      open={open}
      onClose={onClose}
      closable={{ 'aria-label': t.close }}
      styles={{ body: { padding: '8px 0' } }}
    >
      <Navigation onChoose={onClose} />
    </Drawer>
  )
}
