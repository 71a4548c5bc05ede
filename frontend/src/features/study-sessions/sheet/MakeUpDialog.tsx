import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useText } from '@/shared/i18n/texts'
import { studyKeys, useRefreshStudy } from '@/shared/study/api'
import { studyTexts } from '@/shared/study/texts'
import type { StudySession } from '@/shared/study/types'
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
  return (
    <FormDialog<Values, StudySession>
      title={`${t.makeUp}：${line.member.name}`}
      ok={t.makeUp}
      done={({ outcome }) =>
        [t.makeUpDone(line.member.name), outcome && words.followed(outcome)].filter(Boolean).join(' ')
      }
      initialValues={{ made_up_on: cityDate(new Date()) }}
      send={({ made_up_on, note }, key) =>
        enterMakeUp(session, { member_id: line.member.id, made_up_on, note: note?.trim() || null }, key)
      }
      onDone={(changed) => refresh(studyKeys.session(session.id), changed)}
      onClose={onClose}
    >
      <Form.Item name="made_up_on" label={t.makeUpOn} rules={[{ required: true, message: t.makeUpOn }]}>
        <DayPicker min={cityDate(new Date(session.starts_at))} />
      </Form.Item>
      <Form.Item name="note" label={t.makeUpNote} extra={t.makeUpNoteHelp}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}
