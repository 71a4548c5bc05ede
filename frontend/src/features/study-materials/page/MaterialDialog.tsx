import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { useRefreshStudy } from '@/shared/study/api'
import styles from '@/shared/ui/blocks.module.css'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { amendMaterial, publishMaterial, replaceMaterial } from '../api'
import type { Material } from '../types'
import { formTexts } from './formTexts'

type What = 'publish' | 'amend' | 'replace'

interface Props {
  what: What
  /** The material that is changed or replaced. */
  material?: Material
  /** The organisation that is filled in. */
  branchId?: string
  onDone: (made: Material) => void
  onClose: () => void
}

interface Values {
  branch_id: string
  title: string
  due_on: string
  hours?: number | null
  document_no?: string | null
  note?: string | null
  url?: string | null
  reason?: string
}

/** Publish material for an organisation and below; change it, or put another in its place. */
export default function MaterialDialog({ what, material, branchId, onDone, onClose }: Props) {
  const t = useText(formTexts)
  const refresh = useRefreshStudy()
  const [form] = Form.useForm<Values>()
  const words = {
    publish: [t.publishTitle, t.publishNote, t.send, t.published],
    amend: [t.amendTitle, '', t.save, t.saved],
    replace: [t.replaceTitle, t.replaceNote, t.replace, t.replaced],
  }
  const [title, note, ok, done] = words[what]
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values, key) => sendMaterial(what, material, values, key),
    onDone: async (made) => {
      onClose()
      toast.done(done ?? '')
      await refresh()
      onDone(made)
    },
  })
  return (
    <Dialog title={title} okText={ok} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      {note && <p>{note}</p>}
      <SubmitForm<Values>
        form={form}
        initialValues={startOf(material, branchId)}
        onSubmit={submit}
        label={title ?? ''}
      >
        <Fields what={what} />
      </SubmitForm>
    </Dialog>
  )
}

function Fields({ what }: { what: What }) {
  const t = useText(formTexts)
  const rules = [{ required: true, message: t.required }]
  const line = [{ required: true, whitespace: true, message: t.required }]
  return (
    <>
      <Form.Item name="branch_id" label={t.branch} hidden={what === 'amend'} rules={rules}>
        <BranchSelect />
      </Form.Item>
      <Form.Item name="title" label={t.name} rules={line}>
        <Input maxLength={200} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="due_on" label={t.due} rules={rules}>
          <DayPicker min={cityDate(new Date())} />
        </Form.Item>
        <Form.Item name="hours" label={t.hours} extra={t.hoursHelp}>
          <InputNumber min={0} max={400} step={0.5} />
        </Form.Item>
      </div>
      <Form.Item name="document_no" label={t.number}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="url"
        label={t.url}
        extra={t.urlHelp}
        rules={[{ pattern: /^https?:\/\/\S+$/, message: t.urlWrong }]}
      >
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="note" label={t.text}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      {what === 'replace' && (
        <Form.Item name="reason" label={t.reason} rules={line}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  )
}

const startOf = (material: Material | undefined, branchId: string | undefined): Partial<Values> => ({
  branch_id: material?.branch?.id ?? branchId,
  title: material?.title,
  due_on: material?.due_on,
  hours: material ? Number(material.hours) : undefined,
  document_no: material?.document_no,
  note: material?.note,
  url: material?.url,
})

function sendMaterial(
  what: What,
  material: Material | undefined,
  { branch_id, reason, ...values }: Values,
  key: string,
): Promise<Material> {
  const words = (text: string | null | undefined) => text?.trim() || null
  const body = {
    ...values,
    hours: values.hours ?? 0,
    document_no: words(values.document_no),
    note: words(values.note),
    url: words(values.url),
  }
  if (what === 'amend' && material) return amendMaterial(material, body)
  if (what === 'replace' && material) {
    return replaceMaterial(material, { ...body, branch_id, reason: reason ?? '' }, key)
  }
  return publishMaterial({ ...body, branch_id }, key)
}
