import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { meTexts } from './texts'

/** The way to one's own transfers, for whoever stands on the register. */
export function TransfersCard() {
  const t = useText(meTexts)
  return (
    <Card title={t.transfers}>
      <p>{t.transfersText}</p>
      <LinkButton to="/transfers/mine">{t.transfersOpen}</LinkButton>
    </Card>
  )
}
