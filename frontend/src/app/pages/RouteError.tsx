import Button from 'antd/es/button'
import { useRouteError } from 'react-router'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { EmptyState } from '@/shared/ui/states'

const texts = defineTexts(
  {
    broken: '页面出错了',
    brokenText: '这一页没有显示出来，已保存的数据不受影响。刷新后仍不行，请告诉管理员您刚才做了什么。',
    outdated: '平台已更新',
    outdatedText: '页面需要刷新一次才能继续，草稿会保留。',
    reload: '刷新页面',
  },
  {
    broken: 'This page failed',
    brokenText:
      'It could not be shown; saved data is not affected. If reloading does not help, tell your administrator what you did.',
    outdated: 'The platform was updated',
    outdatedText: 'Reload once to go on; drafts are kept.',
    reload: 'Reload',
  },
)

/** A page that crashed, or whose code is gone because a new version was installed. */
export function RouteError() {
  const t = useText(texts)
  const error = useRouteError()
  const outdated = error instanceof Error && /dynamically imported module|module script/i.test(error.message)
  return (
    <main role="alert">
      <EmptyState
        title={outdated ? t.outdated : t.broken}
        actions={
          <Button type="primary" onClick={() => window.location.reload()}>
            {t.reload}
          </Button>
        }
      >
        {outdated ? t.outdatedText : t.brokenText}
      </EmptyState>
    </main>
  )
}
