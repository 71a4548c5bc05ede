import Form from 'antd/es/form'
import Radio from 'antd/es/radio'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import ReasonDialog from '@/shared/study/ReasonDialog'
import { endExemption } from '../api'
import type { Exemption } from '../types'
import { dialogTexts } from './dialogTexts'

interface Values {
  how: 'end' | 'strike'
  ended_on?: string
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
      initialValues={{ how: 'end', ended_on: cityDate(new Date()) }}
      send={({ how, ended_on, reason }, key) =>
        endExemption(exemption, { ended_on: how === 'end' ? (ended_on ?? null) : null, reason }, key)
      }
      onClose={onClose}
    >
      <LastDay from={exemption.from_on} />
    </ReasonDialog>
  )
}

function LastDay({ from }: { from: string }) {
  const t = useText(dialogTexts)
  const ends = Form.useWatch<Values['how']>('how') !== 'strike'
  return (
    <>
      <Form.Item name="how" label={t.how}>
        <Radio.Group
          options={[
            { value: 'end', label: t.howEnd },
            { value: 'strike', label: t.howStrike },
          ]}
        />
      </Form.Item>
      {ends && (
        <Form.Item name="ended_on" label={t.endedOn} rules={[{ required: true, message: t.dayRequired }]}>
          <DayPicker min={from} />
        </Form.Item>
      )}
    </>
  )
}
