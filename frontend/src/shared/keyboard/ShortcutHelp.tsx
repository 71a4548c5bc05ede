import { useStore } from '@/shared/browser/store'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import styles from './ShortcutHelp.module.css'
import { shortcutStore } from './shortcuts'

const texts = defineTexts(
  { title: '键盘快捷键', rows: '在列表的行间移动', save: '保存或提交表单', close: '关闭' },
  {
    title: 'Keyboard shortcuts',
    rows: 'Move between the rows of a list',
    save: 'Save or send the form',
    close: 'Close',
  },
)

interface Props {
  open: boolean
  onClose: () => void
}

/** Lists the shortcuts that work on the current page. */
export default function ShortcutHelp({ open, onClose }: Props) {
  const t = useText(texts)
  const shortcuts = useStore(shortcutStore)
  const byKeys = new Map(shortcuts.map(({ keys, label }) => [keys, label]))
  const rows = [...byKeys, ['j k', t.rows], ['Ctrl S', t.save]] as const
  return (
    <Dialog title={t.title} open={open} onCancel={onClose} footer={null} width={480}>
      <dl className={styles.list}>
        {rows.map(([keys, label]) => (
          <div key={keys} className={styles.row}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a key may be typed twice
                <kbd key={index}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
