import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { studyTexts } from '@/shared/study/texts'
import type { StudySession } from '@/shared/study/types'
import { toast } from '@/shared/ui/toast'
import { enterMakeUp } from '../api'
import type { SheetLine } from '../types'
import { sheetTexts } from './texts'

interface Values {
  made_up_on: string
  note?: string
}

interface Props {
  session: StudySession
  line: SheetLine
  onClose: () => void
}

/** Somebody who missed a confirmed session has made it up: record and points follow at once. */
export default function MakeUpDialog({ session, line, onClose }: Props) {
  const t = useText(sheetTexts)
  const words = useText(studyTexts)
  const refresh = useRefreshStudy()
  const [form] = Form.useForm<Values>()
  const { pending, submit } = useSubmit({
    form,
    send: ({ made_up_on, note }: Values, key) =>
      enterMakeUp(session, { member_id: line.member.id, made_up_on, note: note?.trim() || null }, key),
    onDone: async (changed) => {
      onClose()
      const followed = changed.outcome && words.followed(changed.outcome)
      toast.done([t.makeUpDone(line.member.name), followed].filter(Boolean).join(' '))
      await refresh(studyKeys.session(session.id), changed)
    },
  })
  return (
    <Modal
      open
      title={`${t.makeUp}：${line.member.name}`}
      okText={t.makeUp}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      closable={{ 'aria-label': t.close }}
    >
      <SubmitForm
        form={form}
        onSubmit={submit}
        initialValues={{ made_up_on: cityDate(new Date()) }}
        label={t.makeUp}
      >
        <Form.Item name="made_up_on" label={t.makeUpOn} rules={[{ required: true, message: t.makeUpOn }]}>
          <DayPicker min={cityDate(new Date(session.starts_at))} />
        </Form.Item>
        <Form.Item name="note" label={t.makeUpNote} extra={t.makeUpNoteHelp}>
          <Input maxLength={200} />
        </Form.Item>
      </SubmitForm>
    </Modal>
  )
}
