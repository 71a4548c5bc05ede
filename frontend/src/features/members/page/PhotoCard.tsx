import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { MemberPhoto } from '../extras/MemberPhoto'
import { extraTexts } from '../extras/texts'
import styles from '../members.module.css'
import type { Member, OwnMember } from '../types'

interface Props {
  member: Member | OwnMember
  own?: boolean
  mayChange?: boolean
}

/** The photo at the end of a file: it is optional, so who may not add one sees no empty frame. */
export function PhotoCard({ member, own = false, mayChange = false }: Props) {
  const t = useText(extraTexts)
  if (member.photo === null && !mayChange) return null
  return (
    <Card title={t.photo} className={styles.photo}>
      <MemberPhoto member={member} own={own} mayChange={mayChange} />
    </Card>
  )
}
