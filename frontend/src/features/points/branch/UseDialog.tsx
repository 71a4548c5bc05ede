import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useText } from '@/shared/i18n/texts'
import type { MemberPoints } from '@/shared/points/types'
import { recordUse, useRefresh } from '../api'
import { memberTexts } from './memberTexts'

interface Values {
  purpose: string
  used_on: string
}

/** For what a frozen result was used. */
export default function UseDialog({ points, onClose }: { points: MemberPoints; onClose: () => void }) {
  const t = useText(memberTexts)
  const refresh = useRefresh()
  return (
    <FormDialog<Values, unknown>
      title={t.useTitle}
      note={t.useNote}
      ok={t.use}
      done={t.useDone}
      initialValues={{ used_on: cityDate(new Date()) }}
      send={(values, key) =>
        recordUse(points.member.id, { ...values, year: points.year, kind: points.kind }, key)
      }
      onDone={refresh}
      onClose={onClose}
    >
      <Form.Item
        name="purpose"
        label={t.purpose}
        rules={[{ required: true, whitespace: true, message: t.purposeRequired }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="used_on" label={t.usedOn} rules={[{ required: true, message: t.dayRequired }]}>
        <DayPicker />
      </Form.Item>
    </FormDialog>
  )
}
