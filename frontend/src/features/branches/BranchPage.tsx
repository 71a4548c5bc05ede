import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { type Branch, useBranch, useChildren } from './api'
import styles from './BranchPage.module.css'
import { BranchTickets } from './BranchTickets'
import { BranchTree } from './BranchTree'
import { branchTexts } from './texts'

const CreateDialog = lazy(() => import('./BranchDialogs').then(({ CreateDialog: it }) => ({ default: it })))
const RenameDialog = lazy(() => import('./BranchDialogs').then(({ RenameDialog: it }) => ({ default: it })))

export default function BranchPage() {
  const { id = '' } = useParams()
  const t = useText(branchTexts)
  const can = useCan()
  const [dialog, setDialog] = useState<'create' | 'rename' | null>(null)
  const found = useBranch(id)
  if (found.isPending) return <Loading />
  if (found.isError) return <LoadFailure error={found.error} onRetry={() => void found.refetch()} />
  const branch = found.data
  const close = () => setDialog(null)
  return (
    <>
      <PageHeader
        title={branch.name}
        aside={[branch.kind_label, branch.dissolved_on && t.dissolved].filter(Boolean).join(' · ')}
        actions={
          can('branch:manage') &&
          branch.dissolved_on === null && (
            <>
              <Button onClick={() => setDialog('rename')}>{t.rename}</Button>
              <Button type="primary" onClick={() => setDialog('create')}>
                {t.create}
              </Button>
            </>
          )
        }
      />
      <div className={styles.columns}>
        <div className={styles.column}>
          <BranchFacts branch={branch} />
          {can('ticket:read') && <BranchTickets branchId={branch.id} />}
        </div>
        <BranchChildren branch={branch} />
      </div>
      <Suspense fallback={null}>
        {dialog === 'create' && <CreateDialog parent={branch} onClose={close} />}
        {dialog === 'rename' && <RenameDialog branch={branch} onClose={close} />}
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
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.shortName, branch.short_name],
          [t.kindLabel, branch.kind_label],
          [t.lineage, lineage || null],
          [t.founded, branch.founded_on ? <DayText key="day" date={branch.founded_on} /> : t.unknown],
          [t.dissolvedOn, branch.dissolved_on && <DayText key="day" date={branch.dissolved_on} />],
        ]}
      />
    </Card>
  )
}

function BranchChildren({ branch }: { branch: Branch }) {
  const t = useText(branchTexts)
  const children = useChildren(branch.id, branch.child_count > 0)
  return (
    <Card title={t.children} aside={branch.child_count || undefined} className={styles.children}>
      {branch.child_count === 0 && <EmptyState title={t.noChildren} compact />}
      {children.isError && (
        <LoadFailure error={children.error} onRetry={() => void children.refetch()} compact />
      )}
      {children.data && <BranchTree key={branch.id} branches={children.data} open={0} label={t.children} />}
    </Card>
  )
}
