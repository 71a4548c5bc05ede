import { useQuery } from '@tanstack/react-query'
import { useText } from '@/shared/i18n/texts'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { fetchExemptions, keys } from '../api'
import { ExemptionFacts } from '../branch/ExemptionFacts'
import { mineTexts } from './texts'

/** What the branch has decided about the member, with its reason; nothing where there is nothing. */
export function OwnExemptions({ memberId }: { memberId: string }) {
  const t = useText(mineTexts)
  const query = { member_id: memberId }
  const exemptions = useQuery({
    queryKey: keys.exemptions(query),
    queryFn: async () => (await fetchExemptions(query)).items,
  })
  if (!exemptions.data?.length) return null
  return (
    <Card title={t.exemptions}>
      <ul className={styles.rows}>
        {exemptions.data.map((exemption) => (
          <li key={exemption.id}>
            <ExemptionFacts exemption={exemption} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
