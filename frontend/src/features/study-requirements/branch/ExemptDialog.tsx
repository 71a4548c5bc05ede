import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { MemberSelect } from '@/shared/members/MemberSelect'
import { useRefreshStudy } from '@/shared/study/api'
import styles from '@/shared/ui/blocks.module.css'
import { grantExemption } from '../api'
import type { ExemptionInput } from '../types'
import { dialogTexts, GROUNDS } from './dialogTexts'

interface Props {
  /** For whom, where that is known already. */
  member?: { id: string; name: string }
  onClose: () => void
}

/** The branch's decision that nothing hard is asked of a member: ground, days, decision, reason. */
export default function ExemptDialog({ member, onClose }: Props) {
  const t = useText(dialogTexts)
  const refresh = useRefreshStudy()
  const grounds = useOptions(GROUNDS)
  const today = cityDate(new Date())
  const day = [{ required: true, message: t.dayRequired }]
  const line = (message: string) => [{ required: true, whitespace: true, message }]
  return (
    <FormDialog<ExemptionInput, unknown>
      title={member ? `${t.title} · ${member.name}` : t.title}
      note={t.note}
      ok={t.send}
      done={t.done}
      initialValues={{ from_on: today, decided_on: today }}
      send={(values, key) => grantExemption({ ...values, member_id: member?.id ?? values.member_id }, key)}
      onDone={() => refresh()}
      onClose={onClose}
    >
      {!member && (
        <Form.Item name="member_id" label={t.member} rules={[{ required: true, message: t.memberRequired }]}>
          <MemberSelect />
        </Form.Item>
      )}
      <Form.Item name="ground" label={t.ground} rules={[{ required: true, message: t.groundRequired }]}>
        <Radio.Group options={grounds} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="from_on" label={t.from} rules={day}>
          <DayPicker />
        </Form.Item>
        <Form.Item name="decided_on" label={t.decidedOn} rules={day}>
          <DayPicker />
        </Form.Item>
      </div>
      <Form.Item name="decision" label={t.decision} extra={t.decisionHelp} rules={line(t.decisionRequired)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} extra={t.reasonHelp} rules={line(t.reasonRequired)}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}
