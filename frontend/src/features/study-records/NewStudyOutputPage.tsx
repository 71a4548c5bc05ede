import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, unwrap } from '@/shared/api/client'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { OUTPUT_KINDS } from '@/shared/study/labels'
import type { OutputKind } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { handInOutput } from './api'
import styles from './form/form.module.css'
import { formTexts } from './form/texts'
import { useWhose, type Whose, WhoseField } from './form/WhoseField'

interface Values extends Whose {
  kind: OutputKind
  title: string
  occurred_on: string
  note?: string | null
}

/** 提交成果: 心得体会, 调研报告; of a session when one comes from its page. */
export default function NewStudyOutputPage() {
  const t = useText(formTexts)
  const me = useMe()
  return (
    <>
      <PageHeader title={t.handInTitle} />
      {me.data ? <HandInForm /> : <Loading />}
    </>
  )
}

function HandInForm() {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const kinds = useOptions(OUTPUT_KINDS)
  const sessionId = useSearchParams()[0].get('session')
  const [form] = Form.useForm<Values>()
  const draft = useDraft<Partial<Values>>('study-output-new')
  const whose = useWhose()
  const [start] = useState(() => ({
    kind: 'reflection' as const,
    occurred_on: cityDate(new Date()),
    ...whose,
    ...draft.load(),
  }))
  const { pending, submit } = useSubmit({
    form,
    send: ({ whose: _, member_id, note, ...rest }: Values, key) =>
      handInOutput(
        { ...rest, member_id: member_id ?? null, note: note?.trim() || null, session_id: sessionId },
        key,
      ),
    onDone: async (made) => {
      draft.clear()
      toast.done(t.declared)
      void refresh(studyKeys.output(made.id), made)
      await navigate(`/study-outputs/${made.id}`, { replace: true })
    },
  })
  return (
    <Card className={styles.sheet}>
      <p className={styles.help}>{t.handInHelp}</p>
      {sessionId && <OfSession id={sessionId} />}
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={start}
        onChange={draft.save}
        label={t.handInTitle}
      >
        <WhoseField />
        <Form.Item name="kind" label={t.kind}>
          <Radio.Group options={kinds} />
        </Form.Item>
        <Form.Item
          name="title"
          label={t.outputTitle}
          rules={[{ required: true, whitespace: true, message: t.titleNeeded }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="occurred_on" label={t.from} rules={[{ required: true, message: t.dayNeeded }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item name="note" label={t.note} extra={t.noteHelp}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} />
        </Form.Item>
        <p className={styles.help}>{t.files}</p>
        <Button type="primary" htmlType="submit" loading={pending}>
          {t.submit}
        </Button>
      </SubmitForm>
    </Card>
  )
}

function OfSession({ id }: { id: string }) {
  const t = useText(formTexts)
  const session = useQuery({
    queryKey: studyKeys.session(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/study-sessions/{session_id}', { params: { path: { session_id: id } } })),
  })
  if (!session.data) return null
  return (
    <p>
      {t.session}：{session.data.topic}
    </p>
  )
}
