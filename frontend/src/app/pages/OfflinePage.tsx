import Button from 'antd/es/button'
import { useEffect } from 'react'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { resumeSession } from '@/shared/session/session'
import { EmptyState } from '@/shared/ui/states'

const texts = defineTexts(
  {
    title: '连接不上服务器',
    text: '请检查网络。恢复后本页会自动继续，您的登录和草稿都还在。',
    retry: '现在重试',
  },
  {
    title: 'The server cannot be reached',
    text: 'Check the network. This page goes on by itself; your session and drafts are kept.',
    retry: 'Try now',
  },
)

const RETRY_MS = 5_000

/** Shown when the platform starts without a server; keeps asking. */
export function OfflinePage() {
  const t = useText(texts)
  useEffect(() => {
    const timer = window.setInterval(() => void resumeSession(), RETRY_MS)
    return () => window.clearInterval(timer)
  }, [])
  return (
    <main>
      <EmptyState title={t.title} actions={<Button onClick={() => void resumeSession()}>{t.retry}</Button>}>
        {t.text}
      </EmptyState>
    </main>
  )
}
