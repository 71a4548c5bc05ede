import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import type { MemberPoints } from '@/shared/points/types'
import { toast } from '@/shared/ui/toast'
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
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values, key) =>
      recordUse(points.member.id, { ...values, year: points.year, kind: points.kind }, key),
    onDone: async () => {
      onClose()
      toast.done(t.useDone)
      await refresh()
    },
  })
  return (
    <Modal
      open
      title={t.useTitle}
      okText={t.use}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': t.close }}
    >
      <p>{t.useNote}</p>
      <SubmitForm
        form={form}
        initialValues={{ used_on: cityDate(new Date()) }}
        onSubmit={submit}
        label={t.useTitle}
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
      </SubmitForm>
    </Modal>
  )
}
