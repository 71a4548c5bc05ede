import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { studyKeys, useRefreshStudy, useSessions, useStudyKinds } from '@/shared/study/api'
import type { StudyKind } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { planSession } from './api'
import styles from './form/form.module.css'
import { PlanFields } from './form/PlanFields'
import { formTexts } from './form/texts'
import { asInput, type PlanValues, startOf } from './form/values'

/** The one organisation of one's own duties, if there is but one: never asked when it is known. */
function useOwnBranch(): string | undefined {
  const grants = useMe().data?.grants ?? []
  const keeping = grants.filter(({ role }) => role.startsWith('branch_') || role === 'committee_admin')
  const ids = [...new Set(keeping.map(({ branch }) => branch.id))]
  return ids.length === 1 ? ids[0] : undefined
}

/** 安排学习: what the last session tells is filled in. */
export default function NewStudySessionPage() {
  const t = useText(formTexts)
  const me = useMe()
  const branchId = useOwnBranch()
  const kinds = useStudyKinds()
  const query = { branch_id: branchId, direct: true, sort: '-starts_at', limit: 1 }
  const last = useSessions(query, me.isSuccess && branchId !== undefined)
  const [params] = useSearchParams()
  const [material, group] = [params.get('material'), params.get('group')]
  const asked = {
    ...(material && { material_id: material }),
    ...(group && { group_id: group, expected: 'group' as const }),
  }
  const ready = kinds.data && me.isSuccess && (branchId === undefined || !last.isPending)
  return (
    <>
      <PageHeader title={t.title} />
      {kinds.isError && <LoadFailure error={kinds.error} onRetry={() => void kinds.refetch()} />}
      {!ready && !kinds.isError && <Loading />}
      {ready && (
        <PlanForm
          kinds={kinds.data.items}
          start={startOf(last.data?.items[0], branchId)}
          asked={asked}
          known={last.data?.items[0] !== undefined}
        />
      )}
    </>
  )
}

interface FormProps {
  kinds: readonly StudyKind[]
  start: Partial<PlanValues>
  /** What the page that led here asks for: a group, compulsory material. */
  asked: Partial<PlanValues>
  /** Whether a session before tells something. */
  known: boolean
}

function PlanForm({ kinds, start, asked, known }: FormProps) {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const [form] = Form.useForm<PlanValues>()
  const draft = useDraft<Partial<PlanValues>>('study-session-new')
  const [kept, setKept] = useState(draft.load)
  const { pending, submit } = useSubmit({
    form,
    send: (values: PlanValues, key) => planSession(asInput(values), key),
    onDone: async (planned) => {
      draft.clear()
      toast.done(t.planned)
      void refresh(studyKeys.session(planned.id), planned)
      await navigate(`/study-sessions/${planned.id}`, { replace: true })
    },
  })
  const anew = () => {
    draft.clear()
    setKept(null)
    form.setFieldsValue({ topic: '', material: '', to: null, member_ids: [], ...start, ...asked })
  }
  return (
    <Card className={styles.sheet}>
      {kept ? (
        <p className={styles.note}>
          {t.restored} <Button onClick={anew}>{t.fresh}</Button>
        </p>
      ) : (
        known && <p className={styles.note}>{t.prefilled}</p>
      )}
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={{ ...start, ...kept, ...asked }}
        onChange={draft.save}
        label={t.title}
      >
        <PlanFields form={form} kinds={kinds} fixedBranch={start.branch_id !== undefined} />
        <Button type="primary" htmlType="submit" loading={pending}>
          {t.submit}
        </Button>
      </SubmitForm>
    </Card>
  )
}
