import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { type Post, useBranchesChanged } from '../api'
import { OFFICES, type Office, SELECTIONS, type Selection } from '../labels'
import { changedFields } from './order'
import styles from './posts.module.css'
import { postTexts } from './texts'

interface TakeUpValues {
  office: Office
  person_name: string
  selection: Selection
  from_on: string
  document_no?: string
}

interface TakeUpProps {
  branchId: string
  /** The office that is known to be vacant. */
  office?: Office
  onClose: () => void
}

export function TakeUpDialog({ branchId, office, onClose }: TakeUpProps) {
  const t = useText(postTexts)
  const changed = useBranchesChanged()
  const [form] = Form.useForm<TakeUpValues>()
  const { submit, pending } = useSubmit({
    form,
    send: (values: TakeUpValues, key) =>
      unwrap(
        api.POST('/api/v1/branches/{branch_id}/posts', {
          params: { path: { branch_id: branchId } },
          headers: idempotent(key),
          body: { ...values, document_no: values.document_no?.trim() || null },
        }),
      ),
    onDone: async (post) => {
      toast.done(t.tookUp(post.person_name, post.office_label))
      await changed()
      onClose()
    },
  })
  return (
    <Dialog
      title={t.takeUp}
      okText={t.takeUpSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm
        form={form}
        onSubmit={submit}
        label={t.takeUp}
        initialValues={{ office, selection: 'elected', from_on: cityDate(new Date()) }}
      >
        <Form.Item name="office" label={t.office} rules={[{ required: true, message: t.required }]}>
          <Select<Office> options={useOptions(OFFICES)} />
        </Form.Item>
        <PersonFields />
        <Form.Item name="from_on" label={t.fromOn} rules={[{ required: true, message: t.required }]}>
          <DayPicker />
        </Form.Item>
        <DocumentField />
      </SubmitForm>
    </Dialog>
  )
}

interface PostProps {
  post: Post
  onClose: () => void
}

const amendPost = (post: Post, values: Partial<AmendValues>) =>
  unwrap(
    api.PATCH('/api/v1/branches/{branch_id}/posts/{post_id}', {
      params: { path: { branch_id: post.branch_id, post_id: post.id } },
      headers: ifMatch(post.version),
      body: values,
    }),
  )

export function EndDialog({ post, onClose }: PostProps) {
  const t = useText(postTexts)
  const changed = useBranchesChanged()
  const [form] = Form.useForm<{ to_on: string }>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ to_on }: { to_on: string }) => amendPost(post, { to_on }),
    onDone: async () => {
      toast.done(t.hasEnded(post.person_name))
      await changed()
      onClose()
    },
  })
  return (
    <Dialog
      title={<span className={styles.longTitle}>{t.endOf(post.person_name, post.office_label)}</span>}
      okText={t.endSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} onSubmit={submit} label={t.end} initialValues={{ to_on: cityDate(new Date()) }}>
        <Form.Item
          name="to_on"
          label={t.toOn}
          extra={t.lastDay}
          rules={[{ required: true, message: t.required }]}
        >
          <DayPicker min={post.from_on} />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}

interface AmendValues {
  person_name: string
  selection: Selection
  from_on: string
  to_on: string | null
  document_no: string | null
}

export function AmendDialog({ post, onClose }: PostProps) {
  const t = useText(postTexts)
  const changed = useBranchesChanged()
  const [form] = Form.useForm<AmendValues>()
  const before: AmendValues = {
    person_name: post.person_name,
    selection: post.selection,
    from_on: post.from_on,
    to_on: post.to_on,
    document_no: post.document_no,
  }
  const { submit, pending } = useSubmit({
    form,
    send: (values: AmendValues) => amendPost(post, changedFields(before, values)),
    onDone: async () => {
      toast.done(t.amended)
      await changed()
      onClose()
    },
  })
  return (
    <Dialog
      title={<span className={styles.longTitle}>{t.amendOf(post.person_name, post.office_label)}</span>}
      okText={t.amendSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} onSubmit={submit} label={t.amend} initialValues={before}>
        <PersonFields />
        <Form.Item name="from_on" label={t.fromOn} rules={[{ required: true, message: t.required }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item name="to_on" label={t.toOn} extra={t.toOnHelp}>
          <DayPicker />
        </Form.Item>
        <DocumentField />
      </SubmitForm>
    </Dialog>
  )
}

function PersonFields() {
  const t = useText(postTexts)
  return (
    <>
      <Form.Item
        name="person_name"
        label={t.person}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="selection" label={t.selection} rules={[{ required: true, message: t.required }]}>
        <Select<Selection> options={useOptions(SELECTIONS)} />
      </Form.Item>
    </>
  )
}

function DocumentField() {
  const t = useText(postTexts)
  return (
    <Form.Item name="document_no" label={t.documentNo} extra={t.documentHelp}>
      <Input maxLength={200} />
    </Form.Item>
  )
}
