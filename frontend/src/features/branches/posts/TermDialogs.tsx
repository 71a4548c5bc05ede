import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { dayText } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { type Term, useBranchesChanged } from '../api'
import styles from './posts.module.css'
import { termTexts } from './texts'

interface BeginValues {
  elected_on: string
  years?: 3 | 5
  basis?: string
  document_no?: string
}

export function BeginTermDialog({ branchId, onClose }: { branchId: string; onClose: () => void }) {
  const t = useText(termTexts)
  const language = useLanguage()
  const changed = useBranchesChanged()
  const [form] = Form.useForm<BeginValues>()
  const otherYears = Form.useWatch('years', form) !== undefined
  const { submit, pending } = useSubmit({
    form,
    send: ({ elected_on, years, basis, document_no }: BeginValues, key) =>
      unwrap(
        api.POST('/api/v1/branches/{branch_id}/terms', {
          params: { path: { branch_id: branchId } },
          headers: idempotent(key),
          body: {
            elected_on,
            years: years ?? null,
            basis: basis?.trim() || null,
            document_no: document_no?.trim() || null,
          },
        }),
      ),
    onDone: async (term) => {
      toast.done(t.begun(dayText(term.due_on, language, new Date())))
      await changed()
      onClose()
    },
  })
  return (
    <Dialog
      title={t.begin}
      okText={t.beginSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={styles.dialogNote}>{t.beginNote}</p>
      <SubmitForm form={form} onSubmit={submit} label={t.begin}>
        <Form.Item name="elected_on" label={t.electedOn} rules={[{ required: true, message: t.required }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item name="years" label={t.years}>
          <Select<3 | 5>
            allowClear
            placeholder={t.usual}
            options={([3, 5] as const).map((years) => ({ value: years, label: t.yearCount(years) }))}
          />
        </Form.Item>
        {otherYears && (
          <Form.Item name="basis" label={t.basis} extra={t.basisHelp}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Form.Item name="document_no" label={t.documentNo}>
          <Input maxLength={200} />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}

interface PostponeValues {
  postponed_to: string
  document_no: string
  approved_on: string
}

export function PostponeDialog({ term, onClose }: { term: Term; onClose: () => void }) {
  const t = useText(termTexts)
  const language = useLanguage()
  const changed = useBranchesChanged()
  const [form] = Form.useForm<PostponeValues>()
  const day = (date: string) => dayText(date, language, new Date())
  const { submit, pending } = useSubmit({
    form,
    send: (body: PostponeValues) =>
      unwrap(
        api.POST('/api/v1/branches/{branch_id}/terms/{term_id}/postpone', {
          params: { path: { branch_id: term.branch_id, term_id: term.id } },
          headers: ifMatch(term.version),
          body,
        }),
      ),
    onDone: async (saved) => {
      toast.done(t.putOff(day(saved.postponed_to ?? saved.due_on)))
      await changed()
      onClose()
    },
  })
  const required = [{ required: true, message: t.required }]
  return (
    <Dialog
      title={t.postpone}
      okText={t.postponeSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={styles.dialogNote}>
        {t.postponeNote(day(term.due_on))}
        <br />
        {t.rule}
      </p>
      <SubmitForm form={form} onSubmit={submit} label={t.postpone}>
        <Form.Item name="postponed_to" label={t.postponedTo} rules={required}>
          <DayPicker min={term.due_on} />
        </Form.Item>
        <Form.Item
          name="document_no"
          label={t.documentNo}
          rules={[{ required: true, whitespace: true, message: t.required }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="approved_on" label={t.approvedOn} rules={required}>
          <DayPicker />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
