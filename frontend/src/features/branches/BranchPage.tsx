import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActionBar } from '@/shared/actions/ActionBar'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { type Branch, useBranch } from './api'
import { BranchChildren } from './BranchChildren'
import styles from './BranchPage.module.css'
import { BranchTickets } from './BranchTickets'
import { KindTag } from './KindTag'
import { PeopleCard } from './PeopleCard'
import { PostsCard } from './posts/PostsCard'
import { TermsCard } from './posts/TermsCard'
import { StudyCard } from './StudyCard'
import { branchTexts } from './texts'
import { UnitCard } from './unit/UnitCard'
import { type BranchStep, useBranchSteps } from './useBranchSteps'
import { WarningsCard } from './warnings/WarningsCard'

const StepDialog = lazy(() => import('./StepDialog'))

/** "Is this branch in order?": reminders first, then people, posts, what it is and what stands below it. */
export default function BranchPage() {
  const { id = '' } = useParams()
  const found = useBranch(id)
  if (found.isPending) return <Loading />
  if (found.isError) return <LoadFailure error={found.error} onRetry={() => void found.refetch()} />
  return <BranchView key={id} branch={found.data} />
}

function BranchView({ branch }: { branch: Branch }) {
  const t = useText(branchTexts)
  const can = useCan()
  const [step, setStep] = useState<BranchStep | null>(null)
  const steps = useBranchSteps(branch)
  const dissolved = branch.dissolved_on !== null
  return (
    <>
      <PageHeader
        title={branch.name}
        aside={
          <span className={styles.aside}>
            <KindTag label={branch.kind_label} />
            {dissolved && t.dissolved}
            {!dissolved && <Link to={`/branches?at=${branch.id}`}>{t.locate}</Link>}
          </span>
        }
        note={dissolved && t.dissolvedNote}
        actions={
          steps.mayChange && (
            <ActionBar
              actions={steps.actions}
              unavailable={steps.unavailable}
              onAction={({ action }) => setStep(action)}
            />
          )
        }
      />
      <div className={styles.columns}>
        {!dissolved && (
          <div className={styles.whole}>
            <WarningsCard branchId={branch.id} open={steps.settling} onStep={setStep} />
          </div>
        )}
        <div className={styles.column}>
          {can('member:read') && <PeopleCard branchId={branch.id} />}
          {can('study:read') && !dissolved && <StudyCard branchId={branch.id} />}
          <PostsCard branch={branch} mayChange={steps.mayChange} onTakeUp={() => setStep('post')} />
          <TermsCard
            branch={branch}
            mayChange={steps.mayChange}
            onBegin={() => setStep('term')}
            onPostpone={() => setStep('postpone')}
          />
        </div>
        <div className={styles.column}>
          <BranchFacts branch={branch} />
          <UnitCard branch={branch} onEdit={steps.mayChange ? () => setStep('unit') : undefined} />
          {can('ticket:read') && <BranchTickets branchId={branch.id} />}
          <BranchChildren branch={branch} />
        </div>
      </div>
      <Suspense fallback={null}>
        {step && <StepDialog branch={branch} step={step} onClose={() => setStep(null)} />}
      </Suspense>
    </>
  )
}

function BranchFacts({ branch }: { branch: Branch }) {
  const t = useText(branchTexts)
  const above = branch.lineage.slice(0, -1)
  const lineage = above.length > 0 && (
    <span className={styles.lineage}>
      {above.map(({ id, name }) => (
        <Link key={id} to={`/branches/${id}`}>
          {name}
        </Link>
      ))}
    </span>
  )
  const heir = branch.merged_into
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.shortName, branch.short_name !== branch.name && branch.short_name],
          [t.kindLabel, branch.kind_label],
          [t.lineage, lineage || null],
          [t.founded, branch.founded_on ? <DayText key="day" date={branch.founded_on} /> : t.unknown],
          [t.dissolvedOn, branch.dissolved_on && <DayText key="day" date={branch.dissolved_on} />],
          [t.dissolutionReason, branch.dissolution_reason],
          [t.dissolutionDocument, branch.dissolution_document_no],
          [
            t.mergedInto,
            heir && (
              <Link key="heir" to={`/branches/${heir.id}`} className={styles.heir}>
                {heir.name}
              </Link>
            ),
          ],
        ]}
      />
    </Card>
  )
}
