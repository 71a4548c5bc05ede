import { defineTexts, useText } from '@/shared/i18n/texts'
import { LinkButton } from '@/shared/ui/LinkButton'
import { useDocumentTitle } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'

const texts = defineTexts(
  { title: '没有这个页面', text: '地址可能写错了，或内容已移走。', home: '回首页' },
  {
    title: 'There is no such page',
    text: 'The address may be wrong, or the page has moved.',
    home: 'Go home',
  },
)

export default function NotFoundPage() {
  const t = useText(texts)
  useDocumentTitle(t.title)
  return (
    <EmptyState title={t.title} actions={<LinkButton to="/">{t.home}</LinkButton>}>
      {t.text}
    </EmptyState>
  )
}
