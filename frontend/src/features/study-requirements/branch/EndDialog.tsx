import Form from 'antd/es/form'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import ReasonDialog from '@/shared/study/ReasonDialog'
import { endExemption } from '../api'
import type { Exemption } from '../types'
import { dialogTexts } from './dialogTexts'

interface Values {
  ended_on?: string | null
}

/** End an exemption by its last day, or strike it when it was entered by mistake. */
export default function EndDialog({ exemption, onClose }: { exemption: Exemption; onClose: () => void }) {
  const t = useText(dialogTexts)
  return (
    <ReasonDialog<Values>
      title={t.endTitle(exemption.member.name)}
      note={<p>{t.endNote}</p>}
      ok={t.endSend}
      done={t.endDone}
      help={t.endHelp}
      initialValues={{ ended_on: cityDate(new Date()) }}
      send={({ ended_on = null, reason }, key) => endExemption(exemption, { ended_on, reason }, key)}
      onClose={onClose}
    >
      <Form.Item name="ended_on" label={t.endedOn} extra={t.endedOnHelp}>
        <DayPicker />
      </Form.Item>
    </ReasonDialog>
  )
}
