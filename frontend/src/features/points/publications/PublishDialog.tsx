import Form from 'antd/es/form'
import Select from 'antd/es/select'
import { useNavigate } from 'react-router'
import { cityDate } from '@/shared/format/dates'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { KINDS } from '@/shared/points/labels'
import type { SchemeKind } from '@/shared/points/types'
import { YearChoice } from '@/shared/points/YearChoice'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { publishQuarter, useRefresh } from '../api'
import { lastQuarter } from './quarters'
import { publicationTexts } from './texts'

interface Props {
  branch: { id: string; name: string }
  onClose: () => void
}

interface Values {
  year: number
  quarter: number
  kind: SchemeKind
}

/** Put a quarter up; the last one that is over is filled in. */
export default function PublishDialog({ branch, onClose }: Props) {
  const t = useText(publicationTexts)
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const year = Form.useWatch('year', form)
  const kinds = useOptions(KINDS)
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values, key) => publishQuarter({ ...values, branch_id: branch.id }, key),
    onDone: async (made) => {
      onClose()
      toast.done(t.published)
      await refresh()
      void navigate(`/points/publications/${made.id}`)
    },
  })
  const rules = [{ required: true, message: t.required }]
  return (
    <Dialog
      title={t.publishTitle}
      okText={t.send}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>
        {branch.name}。{t.publishNote}
      </p>
      <SubmitForm
        form={form}
        initialValues={{ ...lastQuarter(cityDate(new Date())), kind: 'member' }}
        onSubmit={submit}
        label={t.publishTitle}
      >
        <Form.Item name="year" label={t.year} rules={rules}>
          <YearChoice value={year} onChange={(next) => form.setFieldValue('year', next)} />
        </Form.Item>
        <Form.Item name="quarter" label={t.quarter} rules={rules}>
          <Select options={[1, 2, 3, 4].map((value) => ({ value, label: t.quarterOf(value) }))} />
        </Form.Item>
        <Form.Item name="kind" label={t.kind} rules={rules}>
          <Select options={kinds} />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
