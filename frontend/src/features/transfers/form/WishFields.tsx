import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { useText } from '@/shared/i18n/texts'
import { DestinationSelect } from './pickers'
import { formTexts } from './texts'

/** An organisation outside of the city, under `name` in the form. */
export function OutsideFields({ name }: { name: 'outside' | 'source' }) {
  const t = useText(formTexts)
  return (
    <>
      <Form.Item
        name={[name, 'name']}
        label={t.outsideName}
        extra={name === 'outside' && t.outsideNameHelp}
        rules={[{ required: true, whitespace: true, message: t.needed(t.outsideName) }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={[name, 'kind']} label={t.kind} rules={[{ required: true, message: t.needed(t.kind) }]}>
        <Radio.Group
          options={(['within_province', 'other_province'] as const).map((value) => ({
            value,
            label: t[value],
          }))}
        />
      </Form.Item>
      <Form.Item name={[name, 'region']} label={t.region}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}

export function DestinationField({ known }: { known?: { id: string; name: string } | null }) {
  const t = useText(formTexts)
  return (
    <Form.Item name="to_branch_id" label={t.to} rules={[{ required: true, message: t.toNeeded }]}>
      <DestinationSelect known={known ? { value: known.id, label: known.name } : undefined} />
    </Form.Item>
  )
}

export function ReasonField() {
  const t = useText(formTexts)
  return (
    <Form.Item
      name="reason"
      label={t.reason}
      rules={[{ required: true, whitespace: true, min: 2, message: t.needed(t.reason) }]}
    >
      <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={t.reasonPlaceholder} />
    </Form.Item>
  )
}
