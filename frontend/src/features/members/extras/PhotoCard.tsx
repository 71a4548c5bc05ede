import type { ComponentProps } from 'react'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { MemberPhoto } from './MemberPhoto'
import { extraTexts } from './texts'

/** The photo as a section of a record. */
export function PhotoCard(props: ComponentProps<typeof MemberPhoto>) {
  const t = useText(extraTexts)
  return (
    <Card title={t.photo}>
      <MemberPhoto {...props} />
    </Card>
  )
}
