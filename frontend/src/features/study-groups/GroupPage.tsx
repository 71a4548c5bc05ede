import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { dissolve, useGroup } from './api'
import { formTexts } from './page/formTexts'
import { PeopleCard } from './page/PeopleCard'
import { SessionsCard } from './page/SessionsCard'
import { groupTexts } from './texts'
import type { Group } from './types'

const GroupDialog = lazy(() => import('./page/GroupDialog'))
const ReasonDialog = lazy(() => import('@/shared/study/ReasonDialog'))

/** 学习小组: "who studies what together, and what have they done?" */
export default function GroupPage() {
  const { id = '' } = useParams()
  const t = useText(groupTexts)
  const group = useGroup(id)
  if (group.data) return <GroupView key={id} group={group.data} />
  return (
    <>
      <PageHeader title={t.one} />
      {group.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={group.error} onRetry={() => void group.refetch()} />
      )}
    </>
  )
}

function GroupView({ group }: { group: Group }) {
  const t = useText(groupTexts)
  const keeps = useCan()('study:keep')
  const [step, setStep] = useState<'amend' | 'dissolve' | null>(null)
  const { id, name, may_change, dissolved_on } = group
  return (
    <>
      <PageHeader
        title={name}
        aside={dissolved_on && t.dissolved}
        actions={
          may_change && (
            <>
              {keeps && (
                <LinkButton type="primary" to={`/study-sessions/new?group=${id}`}>
                  {t.plan}
                </LinkButton>
              )}
              <Button onClick={() => setStep('amend')}>{t.amend}</Button>
              <Button onClick={() => setStep('dissolve')}>{t.dissolve}</Button>
            </>
          )
        }
      />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <SessionsCard group={group} />
          <PeopleCard group={group} />
        </div>
        <GroupFacts group={group} />
      </div>
      <Suspense>
        {step === 'amend' && <GroupDialog group={group} onClose={() => setStep(null)} />}
        {step === 'dissolve' && <Dissolution group={group} onClose={() => setStep(null)} />}
      </Suspense>
    </>
  )
}

function Dissolution({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useText(formTexts)
  return (
    <ReasonDialog
      title={t.dissolveTitle}
      note={<p>{t.dissolveNote}</p>}
      ok={t.dissolve}
      done={t.dissolved}
      initialValues={{ dissolved_on: cityDate(new Date()) } as never}
      send={(values, key) => dissolve(group, values as { dissolved_on: string; reason: string }, key)}
      onClose={onClose}
    >
      <Form.Item name="dissolved_on" label={t.dissolvedOn} rules={[{ required: true, message: t.required }]}>
        <DayPicker min={group.formed_on} />
      </Form.Item>
    </ReasonDialog>
  )
}

function GroupFacts({ group }: { group: Group }) {
  const t = useText(groupTexts)
  const { field, mentor_name, mentor_title, leader, branch, formed_on, sessions } = group
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.field, field],
          [t.mentor, mentor_name ? [mentor_name, mentor_title].filter(Boolean).join('，') : t.noMentor],
          [t.leader, leader?.name ?? t.noLeader],
          [
            t.branch,
            branch && (
              <Link key="branch" to={`/branches/${branch.id}`}>
                {branch.name}
              </Link>
            ),
          ],
          [t.formed, <DayText key="day" date={formed_on} />],
          [t.heldCount, t.sessions(sessions)],
          [
            t.dissolvedOn,
            group.dissolved_on && (
              <span key="end">
                <DayText date={group.dissolved_on} />：{group.dissolve_reason}
              </span>
            ),
          ],
        ]}
      />
    </Card>
  )
}
