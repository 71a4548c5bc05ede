import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Radio from 'antd/es/radio'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useDraft } from '@/shared/forms/draft'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { studyKeys, useRefreshStudy, useStudyKinds } from '@/shared/study/api'
import { hoursText } from '@/shared/study/hours'
import { MaterialSelect } from '@/shared/study/MaterialSelect'
import type { StudyHourRules, StudyKind } from '@/shared/study/types'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { toast } from '@/shared/ui/toast'
import { declareRecord } from './api'
import styles from './form/form.module.css'
import { LEVELS, type TrainingLevel } from './form/levels'
import { formTexts } from './form/texts'
import { useWhose, type Whose, WhoseField } from './form/WhoseField'

interface Values extends Whose {
  kind: string
  title: string
  hours: number
  occurred_on: string
  ended_on?: string | null
  organiser?: string | null
  level?: TrainingLevel | null
  certificate_no?: string | null
  material_id?: string | null
  note?: string | null
}

const SELF_STUDY = 'self_study'
const words = (text: string | null | undefined) => text?.trim() || null

/** 申报学习: self-study or training elsewhere, one's own or for a member of the branch. */
export default function NewStudyRecordPage() {
  const t = useText(formTexts)
  const kinds = useStudyKinds()
  const me = useMe()
  return (
    <>
      <PageHeader title={t.declareTitle} />
      {kinds.isError && <LoadFailure error={kinds.error} onRetry={() => void kinds.refetch()} />}
      {kinds.data && me.data ? (
        <DeclareForm
          kinds={kinds.data.items.filter(({ declarable, retired }) => declarable && !retired)}
          rules={kinds.data.hour_rules}
        />
      ) : (
        !kinds.isError && <Loading />
      )}
    </>
  )
}

function DeclareForm({ kinds, rules }: { kinds: StudyKind[]; rules: StudyHourRules }) {
  const t = useText(formTexts)
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const [form] = Form.useForm<Values>()
  const draft = useDraft<Partial<Values>>('study-record-new')
  const whose = useWhose()
  const [params] = useSearchParams()
  const [member, material] = [params.get('member'), params.get('material')]
  const asked = {
    ...(member && { whose: 'other' as const, member_id: member }),
    ...(material && { material_id: material }),
  }
  const [start] = useState(() => ({
    kind: kinds.find(({ code }) => code === SELF_STUDY)?.code ?? kinds[0]?.code,
    occurred_on: cityDate(new Date()),
    ...whose,
    ...draft.load(),
    ...asked,
  }))
  const { pending, submit } = useSubmit({
    form,
    send: (values: Values, key) => {
      const { whose: _, member_id, hours, ended_on, organiser, level, certificate_no, note, ...rest } = values
      const trained = rest.kind !== SELF_STUDY
      return declareRecord(
        {
          ...rest,
          hours: String(hours),
          member_id: member_id ?? null,
          ended_on: (trained && ended_on) || null,
          organiser: trained ? words(organiser) : null,
          level: (trained && level) || null,
          certificate_no: trained ? words(certificate_no) : null,
          note: words(note),
        },
        key,
      )
    },
    onDone: async (made) => {
      draft.clear()
      toast.done(t.declared)
      void refresh(studyKeys.record(made.id), made)
      await navigate(`/study-records/${made.id}`, { replace: true })
    },
  })
  return (
    <Card className={styles.sheet}>
      <p className={styles.help}>{t.declareHelp}</p>
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={start}
        onChange={draft.save}
        label={t.declareTitle}
      >
        <WhoseField />
        <Form.Item name="kind" label={t.kind} rules={[{ required: true, message: t.kindNeeded }]}>
          <Radio.Group options={kinds.map(({ code, label }) => ({ value: code, label }))} />
        </Form.Item>
        <Form.Item
          name="title"
          label={t.title}
          extra={t.titleHelp}
          rules={[{ required: true, whitespace: true, message: t.titleNeeded }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <MaterialField />
        <Days form={form} />
        <Form.Item
          name="hours"
          label={t.hours}
          extra={t.hoursHelp(rules.lesson_minutes, hoursText(rules.half_day), hoursText(rules.day))}
          rules={[{ required: true, message: t.hoursNeeded }]}
        >
          <InputNumber min={0.5} max={400} step={0.5} />
        </Form.Item>
        <Form.Item name="note" label={t.note} extra={t.noteHelp}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
        </Form.Item>
        <p className={styles.help}>{t.files}</p>
        <Button type="primary" htmlType="submit" loading={pending}>
          {t.submit}
        </Button>
      </SubmitForm>
    </Card>
  )
}

/** The piece of compulsory material that was studied, of those that concern the person. */
function MaterialField() {
  const t = useText(formTexts)
  const whose = Form.useWatch('whose')
  const branchId = useMe().data?.grants[0]?.branch.id
  return (
    <Form.Item name="material_id" label={t.compulsory} extra={t.compulsoryHelp}>
      <MaterialSelect branchId={whose === 'other' ? branchId : undefined} />
    </Form.Item>
  )
}

/** When; training elsewhere may last several days and has somebody who held it. */
function Days({ form }: { form: ReturnType<typeof Form.useForm<Values>>[0] }) {
  const t = useText(formTexts)
  const levels = useOptions(LEVELS)
  const trained = Form.useWatch('kind', form) !== SELF_STUDY
  const day = (
    <Form.Item
      name="occurred_on"
      label={trained ? t.firstDay : t.from}
      rules={[{ required: true, message: t.dayNeeded }]}
    >
      <DayPicker />
    </Form.Item>
  )
  if (!trained) return day
  return (
    <>
      <div className={styles.pair}>
        {day}
        <Form.Item name="ended_on" label={t.lastDay}>
          <DayPicker />
        </Form.Item>
      </div>
      <Form.Item name="organiser" label={t.organiser} extra={t.organiserHelp}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="level" label={t.level} extra={t.levelHelp}>
        <Select allowClear options={levels} />
      </Form.Item>
      <Form.Item name="certificate_no" label={t.certificate} extra={t.certificateHelp}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}
