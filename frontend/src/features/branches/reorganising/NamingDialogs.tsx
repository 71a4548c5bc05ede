import { useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useNavigate } from 'react-router'
import { api, idempotent, ifMatch, unwrap } from '@/shared/api/client'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import type { Branch } from '../api'
import { BRANCH_KINDS, type BranchKind } from '../labels'
import { branchTexts } from '../texts'

interface Naming {
  name: string
  short_name?: string
}

interface Founding extends Naming {
  kind: BranchKind
  founded_on?: string | null
}

const shortName = (name: string | undefined) => name?.trim() || null

export function CreateDialog({ parent, onClose }: { parent: Branch; onClose: () => void }) {
  const t = useText(branchTexts)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [form] = Form.useForm<Founding>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ name, short_name, kind, founded_on }: Founding, key) =>
      unwrap(
        api.POST('/api/v1/branches', {
          headers: idempotent(key),
          body: { name, short_name: shortName(short_name), kind, founded_on, parent_id: parent.id },
        }),
      ),
    onDone: async (created) => {
      toast.done(t.created(created.name))
      await client.invalidateQueries({ queryKey: ['branches'] })
      onClose()
      await navigate(`/branches/${created.id}`)
    },
  })
  return (
    <Dialog
      title={t.create}
      okText={t.createSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>
        {t.parent}：{parent.name}
      </p>
      <SubmitForm form={form} onSubmit={submit} label={t.create} initialValues={{ kind: 'branch' }}>
        <NameFields />
        <Form.Item name="kind" label={t.kindLabel} rules={[{ required: true, message: t.required }]}>
          <Select<BranchKind> options={useOptions(BRANCH_KINDS)} />
        </Form.Item>
        <Form.Item name="founded_on" label={t.founded}>
          <DayPicker />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}

export function RenameDialog({ branch, onClose }: { branch: Branch; onClose: () => void }) {
  const t = useText(branchTexts)
  const client = useQueryClient()
  const [form] = Form.useForm<Naming>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ name, short_name }: Naming) =>
      unwrap(
        api.PATCH('/api/v1/branches/{branch_id}', {
          params: { path: { branch_id: branch.id } },
          headers: ifMatch(branch.version),
          body: { name, short_name: shortName(short_name) },
        }),
      ),
    onDone: async () => {
      toast.done(t.renamed)
      await client.invalidateQueries({ queryKey: ['branches'] })
      onClose()
    },
  })
  return (
    <Dialog
      title={t.rename}
      okText={t.renameSubmit}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm
        form={form}
        onSubmit={submit}
        label={t.rename}
        initialValues={{
          name: branch.name,
          short_name: branch.short_name === branch.name ? undefined : branch.short_name,
        }}
      >
        <NameFields />
      </SubmitForm>
    </Dialog>
  )
}

function NameFields() {
  const t = useText(branchTexts)
  return (
    <>
      <Form.Item
        name="name"
        label={t.name}
        extra={t.nameHelp}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="short_name" label={t.shortName} extra={t.shortHelp}>
        <Input maxLength={60} />
      </Form.Item>
    </>
  )
}
