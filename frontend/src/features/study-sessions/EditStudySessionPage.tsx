import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Problem } from '@/shared/api/problem'
import { Conflict, isConflict } from '@/shared/forms/Conflict'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy, useStudyKinds } from '@/shared/study/api'
import type { StudyKind, StudySession } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { amendSession, useSession, useSheet } from './api'
import styles from './form/form.module.css'
import { PlanFields } from './form/PlanFields'
import { formTexts } from './form/texts'
import { asInput, type PlanValues, valuesOf } from './form/values'

/** 修改安排: of a session that is not confirmed. */
export default function EditStudySessionPage() {
  const { id = '' } = useParams()
  const t = useText(formTexts)
  const session = useSession(id)
  const kinds = useStudyKinds()
  const sheet = useSheet(id)
  const expected = sheet.data?.lines.filter((line) => line.expected).map(({ member }) => member)
  return (
    <>
      <PageHeader title={t.editTitle} aside={session.data?.topic} />
      {session.isError && <LoadFailure error={session.error} onRetry={() => void session.refetch()} />}
      {session.data && kinds.data && expected ? (
        <AmendForm key={id} session={session.data} kinds={kinds.data.items} expected={expected} />
      ) : (
        !session.isError && <Loading />
      )}
    </>
  )
}

interface AmendProps {
  session: StudySession
  kinds: readonly StudyKind[]
  expected: readonly { id: string; name: string }[]
}

function AmendForm({ session, kinds, expected: people }: AmendProps) {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const reading = useSession(session.id)
  const [form] = Form.useForm<PlanValues>()
  const [conflict, setConflict] = useState<Problem | null>(null)
  const [start] = useState(() => ({ ...valuesOf(session), member_ids: people.map(({ id }) => id) }))
  const { pending, submit } = useSubmit({
    form,
    send: (values: PlanValues) => {
      const { branch_id: _, expected, member_ids, group_id, material_id, ...rest } = asInput(values)
      // People are drawn up anew only when somebody has changed who is expected.
      const range = form.isFieldsTouched(['expected', 'member_ids', 'group_id'])
        ? { expected, member_ids, group_id }
        : {}
      const material = form.isFieldTouched('material_id') ? { material_id } : {}
      return amendSession(session, { ...rest, ...range, ...material })
    },
    onProblem: (error) => {
      if (!isConflict(error)) return false
      setConflict(error)
      return true
    },
    onDone: async (changed) => {
      toast.done(t.saved)
      void refresh(studyKeys.session(session.id), changed)
      await navigate(`/study-sessions/${session.id}`, { replace: true })
    },
  })
  const look = async () => {
    await reading.refetch()
    setConflict(null)
  }
  return (
    <Card className={styles.sheet}>
      {conflict && (
        <Conflict problem={conflict} refreshing={reading.isRefetching} onRefresh={() => void look()} />
      )}
      <SubmitForm form={form} onSubmit={submit} initialValues={start} label={t.editTitle}>
        <PlanFields
          form={form}
          kinds={kinds}
          fixedBranch
          names={new Map(people.map(({ id, name }) => [id, name]))}
        />
        <div className={styles.buttons}>
          <Button type="primary" htmlType="submit" loading={pending}>
            {t.save}
          </Button>
          <LinkButton to={`/study-sessions/${session.id}`}>{t.cancel}</LinkButton>
        </div>
      </SubmitForm>
    </Card>
  )
}
