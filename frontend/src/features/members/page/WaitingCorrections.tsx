import { useQuery } from '@tanstack/react-query'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { fetchCorrections, keys } from '../api'
import { CorrectionCard } from '../corrections/CorrectionCard'
import { correctionTexts } from '../corrections/texts'
import type { CorrectionState, Member } from '../types'

/** What this member says is wrong in the record and nobody has decided on. */
export function WaitingCorrections({ member }: { member: Member }) {
  const t = useText(correctionTexts)
  const can = useCan()
  const of = { member_id: member.id, state: ['requested'] as CorrectionState[] }
  const waiting = useQuery({
    queryKey: keys.corrections(of),
    queryFn: async () => (await fetchCorrections(of, undefined)).items,
    enabled: can('member:manage'),
  })
  return waiting.data?.map((correction) => (
    <CorrectionCard
      key={correction.id}
      correction={correction}
      record={member}
      heading={<strong>{t.waitingTitle}</strong>}
    />
  ))
}
