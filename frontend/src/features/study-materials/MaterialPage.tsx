import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useText } from '@/shared/i18n/texts'
import { text, useUrlState } from '@/shared/lists/urlState'
import { useCan, useMe } from '@/shared/session/me'
import { hoursText } from '@/shared/study/hours'
import { StateMark } from '@/shared/study/StateMark'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { Facts } from '@/shared/ui/Facts'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { useMaterial, withdrawMaterial } from './api'
import { CoverageCard } from './page/CoverageCard'
import { formTexts } from './page/formTexts'
import { MaterialFile } from './page/MaterialFile'
import { materialTexts } from './texts'
import type { Material } from './types'

const MaterialDialog = lazy(() => import('./page/MaterialDialog'))
const ReasonDialog = lazy(() => import('@/shared/study/ReasonDialog'))

const codecs = { branch: text() }

/** 必学内容: "what is to be studied, and how far is it?" */
export default function MaterialPage() {
  const { id = '' } = useParams()
  const t = useText(materialTexts)
  const material = useMaterial(id)
  if (material.data) return <MaterialView key={id} material={material.data} />
  return (
    <>
      <PageHeader title={t.one} />
      {material.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={material.error} onRetry={() => void material.refetch()} />
      )}
    </>
  )
}

type Step = 'amend' | 'replace' | 'withdraw'

function MaterialView({ material }: { material: Material }) {
  const t = useText(materialTexts)
  const f = useText(formTexts)
  const can = useCan()
  const navigate = useNavigate()
  const ofMember = Boolean(useMe().data?.member_id)
  const [{ branch }, change] = useUrlState(codecs)
  const [step, setStep] = useState<Step | null>(null)
  const { id, title, state, state_label, may_change, own_done_on } = material
  const published = state === 'published'
  return (
    <>
      <PageHeader
        title={title}
        aside={<StateMark state={state} label={state_label} />}
        actions={
          <>
            {published && can('study:keep') && (
              <LinkButton type="primary" to={`/study-sessions/new?material=${id}`}>
                {t.plan}
              </LinkButton>
            )}
            {published && ofMember && !own_done_on && (
              <LinkButton to={`/study-records/new?material=${id}`}>{t.declare}</LinkButton>
            )}
            {may_change && (
              <>
                <Button onClick={() => setStep('amend')}>{t.amend}</Button>
                <Button onClick={() => setStep('replace')}>{t.replace}</Button>
                <Button onClick={() => setStep('withdraw')}>{t.withdraw}</Button>
              </>
            )}
          </>
        }
      />
      <div className={styles.stack}>
        <MaterialFacts material={material} ofMember={ofMember} />
        {can('study:read') && (
          <CoverageCard material={material} branchId={branch} onBranch={(next) => change({ branch: next })} />
        )}
      </div>
      <Suspense>
        {(step === 'amend' || step === 'replace') && (
          <MaterialDialog
            what={step}
            material={material}
            onDone={(made) => made.id !== id && void navigate(`/study-materials/${made.id}`)}
            onClose={() => setStep(null)}
          />
        )}
        {step === 'withdraw' && (
          <ReasonDialog
            title={f.withdrawTitle}
            note={<p>{f.withdrawNote}</p>}
            ok={f.withdraw}
            done={f.withdrawn}
            send={({ reason }, key) => withdrawMaterial(material, reason, key)}
            onClose={() => setStep(null)}
          />
        )}
      </Suspense>
    </>
  )
}

function MaterialFacts({ material, ofMember }: { material: Material; ofMember: boolean }) {
  const t = useText(materialTexts)
  const said = useRecordDay()
  const { branch, due_on, overdue, hours, document_no, note, url, source_document_id } = material
  const { published_by, published_on, own_done_on, ended_on, ended_by, end_reason, replaced_by } = material
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.scope, branch && t.askedBy(branch.name)],
          [
            t.due,
            <span key="due" className={overdue ? styles.late : undefined}>
              <DayText date={due_on} />
              {overdue && ` · ${t.late}`}
            </span>,
          ],
          [t.own, ofMember && (own_done_on ? t.done(said(own_done_on)) : t.notDone)],
          [t.number, document_no],
          [t.expected, Number(hours) > 0 && t.hours(hoursText(hours))],
          [t.text, note && <span className={styles.text}>{note}</span>],
          [
            t.link,
            url && (
              <a key="url" href={url} target="_blank" rel="noreferrer noopener">
                {url}
              </a>
            ),
          ],
          [
            t.source,
            source_document_id && (
              <Link key="source" to={`/source-documents/${source_document_id}`}>
                {t.open}
              </Link>
            ),
          ],
          [t.file, <MaterialFile key="file" material={material} />],
          [t.published, t.publishedBy(published_by, said(published_on))],
          [t.ended, ended_on && t.endedText(said(ended_on), ended_by ?? '', end_reason ?? '')],
          [
            t.replacedBy,
            replaced_by && (
              <Link key="new" to={`/study-materials/${replaced_by}`}>
                {t.seeNew}
              </Link>
            ),
          ],
        ]}
      />
    </Card>
  )
}
