import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { LoadMore, useCursorList } from '@/shared/lists/cursorList'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LoadFailure } from '@/shared/ui/states'
import { fetchExemptions, keys } from '../api'
import type { Exemption } from '../types'
import { ExemptionFacts } from './ExemptionFacts'
import { branchTexts } from './texts'

const EndDialog = lazy(() => import('./EndDialog'))

interface Props {
  branchId: string
  /** Enters an exemption; left out for who may only read. */
  onGrant?: () => void
}

/** What the branch has decided: who is exempt, on which ground, until when. */
export function ExemptionsCard({ branchId, onGrant }: Props) {
  const t = useText(branchTexts)
  const [which, setWhich] = useState<'standing' | 'all'>('standing')
  const [ending, setEnding] = useState<Exemption | null>(null)
  const query = { branch_id: branchId, standing: which === 'standing' }
  const list = useCursorList({
    queryKey: keys.exemptions(query),
    fetchPage: (cursor) => fetchExemptions(query, cursor),
  })
  return (
    <Card title={t.exemptions}>
      <p className={styles.quiet}>{t.exemptionsNote}</p>
      <div className={`${styles.filters} no-print`}>
        <ChoiceTabs
          label={t.exemptions}
          choices={[
            { key: 'standing', label: t.standing },
            { key: 'all', label: t.allExemptions },
          ]}
          chosen={which}
          onChoose={setWhich}
        />
        {onGrant && <Button onClick={onGrant}>{t.grant}</Button>}
      </div>
      {list.error && <LoadFailure error={list.error} onRetry={list.retry} compact />}
      {!list.isPending && list.items.length === 0 && <p>{t.noExemptions}</p>}
      <ul className={styles.rows}>
        {list.items.map((exemption) => (
          <li key={exemption.id}>
            <ExemptionFacts
              exemption={exemption}
              who={<Link to={`/members/${exemption.member.id}`}>{exemption.member.name}</Link>}
              action={
                onGrant &&
                !exemption.struck &&
                !exemption.ended_on && (
                  <Button className="no-print" onClick={() => setEnding(exemption)}>
                    {t.end}
                  </Button>
                )
              }
            />
          </li>
        ))}
      </ul>
      {list.hasMore && <LoadMore list={list} />}
      {ending && (
        <Suspense>
          <EndDialog exemption={ending} onClose={() => setEnding(null)} />
        </Suspense>
      )}
    </Card>
  )
}
