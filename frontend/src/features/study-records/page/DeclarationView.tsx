import type { ReactNode } from 'react'
import { useText } from '@/shared/i18n/texts'
import { DeclarationSteps, type Declared } from '@/shared/study/DeclarationSteps'
import { History } from '@/shared/study/History'
import { StateMark } from '@/shared/study/StateMark'
import type { StudyEvent } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { Facts } from '@/shared/ui/Facts'
import { PageHeader } from '@/shared/ui/PageHeader'
import styles from './page.module.css'
import { pageTexts } from './texts'

interface Props {
  declared: Declared
  kind: string
  facts: readonly (readonly [string, ReactNode])[]
  files: ReactNode
  events: StudyEvent[]
}

/** A record or an outcome: what it is, who has declared and decided, its files and history. */
export function DeclarationView({ declared, kind, facts, files, events }: Props) {
  const t = useText(pageTexts)
  const { thing } = declared
  return (
    <>
      <PageHeader
        title={thing.title}
        aside={
          <span className={styles.aside}>
            <span>{thing.member.name}</span>
            <StateMark state={thing.state} label={thing.state_label} />
          </span>
        }
        note={thing.state === 'submitted' && t.waits}
        actions={<DeclarationSteps declared={declared} />}
      />
      <div className={styles.columns}>
        <div className={styles.work}>
          <Card title={t.facts}>
            <Facts
              facts={[
                [t.member, thing.member.name],
                [t.branch, thing.branch?.name],
                [t.kind, kind],
                ...facts,
                [t.note, thing.note],
                [t.declaredBy, thing.declared_by],
                [t.decidedBy, thing.decided_by],
                [t.decision, thing.decision],
              ]}
            />
          </Card>
          {files}
        </div>
        <History events={events} />
      </div>
    </>
  )
}
