import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import type { Account } from './labels'
import { accountTexts } from './texts'
import { useAccountChanged } from './useAccountChange'

interface Values {
  display_name: string
  home_branch_id?: string
}

export function EditDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText(accountTexts)
  const changed = useAccountChanged()
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ display_name, home_branch_id }: Values) =>
      unwrap(
        api.PATCH('/api/v1/accounts/{account_id}', {
          params: { path: { account_id: account.id } },
          headers: ifMatch(account.version),
          body: { display_name, home_branch_id: home_branch_id ?? null },
        }),
      ),
    onDone: async (saved) => {
      await changed(saved)
      toast.done(t.saved)
      onClose()
    },
  })
  return (
    <Dialog title={t.edit} okText={t.save} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <SubmitForm
        form={form}
        onSubmit={submit}
        label={t.edit}
        initialValues={{ display_name: account.display_name, home_branch_id: account.home_branch?.id }}
      >
        <Form.Item
          name="display_name"
          label={t.displayName}
          rules={[{ required: true, whitespace: true, message: t.required }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="home_branch_id" label={t.home} extra={t.homeHelp}>
          <BranchSelect allowClear />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}
