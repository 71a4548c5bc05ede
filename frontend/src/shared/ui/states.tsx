import Button from 'antd/es/button'
import Spin from 'antd/es/spin'
import { type ReactNode, useEffect, useState } from 'react'
import { explain } from '@/shared/api/explain'
import { isProblem, Unreachable } from '@/shared/api/problem'
import { useLanguage } from '@/shared/i18n/preferences'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { LinkButton } from './LinkButton'
import styles from './page.module.css'

const texts = defineTexts(
  {
    retry: '重试',
    loading: '正在加载…',
    failed: '没有加载出来',
    offline: '连接不上服务器',
    notFound: '没有找到',
    noPermission: '您的角色不能查看此页',
    askAdmin: '如工作需要，请联系系统管理员为您的账号授权。',
    home: '回首页',
  },
  {
    retry: 'Try again',
    loading: 'Loading…',
    failed: 'This could not be loaded',
    offline: 'The server cannot be reached',
    notFound: 'Not found',
    noPermission: 'Your role does not open this page',
    askAdmin: 'If your work needs it, ask your system administrator for access.',
    home: 'Go home',
  },
)

interface StateProps {
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** For a state inside a card that is not the whole page. */
  compact?: boolean
}

/** Says what a page or list is for while it has nothing to show; give it the button that fills it. */
export function EmptyState({ title, children, actions, compact }: StateProps) {
  const Title = compact ? 'p' : 'h2'
  return (
    <div className={`${styles.state} ${compact ? styles.compact : ''}`}>
      <Title className={styles.stateTitle}>{title}</Title>
      {children && <p>{children}</p>}
      <div className={styles.stateActions}>{actions}</div>
    </div>
  )
}

interface FailureProps {
  error: unknown
  onRetry?: () => void
  compact?: boolean
}

/** A failed load: what happened and what to do. A 403 shows the no-permission page. */
export function LoadFailure({ error, onRetry, compact }: FailureProps) {
  const t = useText(texts)
  const { message, reference } = explain(error, useLanguage())
  if (isProblem(error) && error.status === 403) return <NoPermission detail={message} />
  const missing = isProblem(error) && error.status === 404
  const title = missing ? t.notFound : error instanceof Unreachable ? t.offline : t.failed
  const retry = !missing && onRetry && <Button onClick={onRetry}>{t.retry}</Button>
  return (
    <div role="alert">
      <EmptyState title={title} compact={compact} actions={retry}>
        {message} {reference}
      </EmptyState>
    </div>
  )
}

export function NoPermission({ detail }: { detail?: string }) {
  const t = useText(texts)
  return (
    <EmptyState title={t.noPermission} actions={<LinkButton to="/">{t.home}</LinkButton>}>
      {detail ?? t.askAdmin}
    </EmptyState>
  )
}

const SHOW_AFTER_MS = 300

/** A wait. Shows nothing for the first 0.3 seconds, so that fast answers do not flicker. */
export function Loading() {
  const t = useText(texts)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), SHOW_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <div className={styles.state} role="status" aria-busy="true">
      {shown && <Spin description={t.loading} />}
    </div>
  )
}
