import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import type { MemberPoints } from '@/shared/points/types'
import { toast } from '@/shared/ui/toast'
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
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values, key) =>
      setFlag(points.member.id, { ...values, year: points.year, kind: points.kind }, key),
    onDone: async () => {
      onClose()
      toast.done(t.flagDone)
      await refresh()
    },
  })
  return (
    <Modal
      open
      title={`${t.flagTitle} · ${points.member.name}`}
      okText={t.flag}
      cancelText={t.cancel}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': t.close }}
    >
      <SubmitForm form={form} onSubmit={submit} label={t.flagTitle}>
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
      </SubmitForm>
    </Modal>
  )
}
