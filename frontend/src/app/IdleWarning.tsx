import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts(
  {
    title: '还在吗？',
    text: '您已有一段时间没有操作。为保护数据，约 2 分钟后将自动退出；正在填写的内容会保留在本机。',
    stay: '继续工作',
  },
  {
    title: 'Still there?',
    text: 'Nothing has been done for a while. To protect the data you will be signed out in about 2 minutes; what you typed is kept on this machine.',
    stay: 'Keep working',
  },
)

export default function IdleWarning({ onStay }: { onStay: () => void }) {
  const t = useText(texts)
  return (
    <Modal
      open
      title={t.title}
      closable={false}
      onCancel={onStay}
      footer={
        <Button type="primary" onClick={onStay} autoFocus>
          {t.stay}
        </Button>
      }
    >
      <p>{t.text}</p>
    </Modal>
  )
}
