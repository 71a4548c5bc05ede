import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useText } from '@/shared/i18n/texts'
import type { MemberPoints } from '@/shared/points/types'
import { setFlag, useRefresh } from '../api'
import type { Flag } from '../types'
import { memberTexts } from './memberTexts'

interface Values {
  flag: Flag
  reason: string
}

/** A veto or an exemption over the year, with its reason. */
export default function FlagDialog({ points, onClose }: { points: MemberPoints; onClose: () => void }) {
  const t = useText(memberTexts)
  const refresh = useRefresh()
  return (
    <FormDialog<Values, unknown>
      title={`${t.flagTitle} · ${points.member.name}`}
      ok={t.flag}
      done={t.flagDone}
      send={(values, key) =>
        setFlag(points.member.id, { ...values, year: points.year, kind: points.kind }, key)
      }
      onDone={refresh}
      onClose={onClose}
    >
      <Form.Item name="flag" label={t.flagKind} rules={[{ required: true, message: t.flagRequired }]}>
        <Radio.Group
          vertical
          options={[
            { value: 'exempt', label: t.exempt },
            { value: 'veto', label: t.veto },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t.reason}
        extra={t.reasonHelp}
        rules={[{ required: true, whitespace: true, message: t.reasonRequired }]}
      >
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  )
}
