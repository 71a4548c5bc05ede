import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, idempotent, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { toast } from '@/shared/ui/toast'
import styles from './accounts.module.css'
import { type AccountKind, type AccountWithPassword, KINDS, options, ROLES, type Role } from './labels'
import { OneTimePassword } from './OneTimePassword'
import { accountTexts } from './texts'

interface Values {
  username: string
  display_name: string
  kind: AccountKind
  home_branch_id?: string
  grants: { role: Role; branch_id: string }[]
}

const USERNAME = /^\s*[A-Za-z0-9][A-Za-z0-9._-]{2,39}\s*$/

export default function NewAccountPage() {
  const t = useText(accountTexts)
  const language = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const [created, setCreated] = useState<AccountWithPassword | null>(null)
  const { submit, pending } = useSubmit({
    form,
    send: (values: Values, key) =>
      unwrap(api.POST('/api/v1/accounts', { headers: idempotent(key), body: values })),
    onDone: async (account) => {
      toast.done(t.created(account.display_name))
      setCreated(account)
      await client.invalidateQueries({ queryKey: ['accounts'] })
    },
  })
  return (
    <>
      <PageHeader title={t.create} note={t.note} />
      <Card className={styles.formCard}>
        <SubmitForm
          form={form}
          onSubmit={submit}
          label={t.create}
          initialValues={{ kind: 'person', grants: [{} as Values['grants'][number]] }}
        >
          <Form.Item name="kind" label={t.kind}>
            <Radio.Group options={options(KINDS, language)} />
          </Form.Item>
          <Form.Item
            name="display_name"
            label={t.displayName}
            rules={[{ required: true, whitespace: true, message: t.required }]}
          >
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="username"
            label={t.username}
            extra={t.usernameHelp}
            rules={[
              { required: true, message: t.required },
              { pattern: USERNAME, message: t.usernameWrong },
            ]}
          >
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="home_branch_id" label={t.home} extra={t.homeHelp}>
            <BranchSelect allowClear />
          </Form.Item>
          <fieldset className={styles.fieldset}>
            <legend>{t.grants}</legend>
            <p className={styles.quiet}>{t.grantsNote}</p>
            <GrantFields />
          </fieldset>
          <Button type="primary" htmlType="submit" loading={pending}>
            {t.createSubmit}
          </Button>
        </SubmitForm>
      </Card>
      {created && (
        <OneTimePassword account={created} onClose={() => void navigate(`/accounts/${created.id}`)} />
      )}
    </>
  )
}

function GrantFields() {
  const t = useText(accountTexts)
  const language = useLanguage()
  return (
    <Form.List name="grants">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.grantFields}>
              <Form.Item
                name={[name, 'role']}
                label={t.grantRole}
                rules={[{ required: true, message: t.required }]}
              >
                <Select<Role> options={options(ROLES, language)} />
              </Form.Item>
              <Form.Item
                name={[name, 'branch_id']}
                label={t.grantBranch}
                rules={[{ required: true, message: t.required }]}
              >
                <BranchSelect />
              </Form.Item>
              <Button type="text" onClick={() => remove(name)}>
                {t.removeRow}
              </Button>
            </div>
          ))}
          <Button onClick={() => add({})} disabled={fields.length >= 20} className={styles.addRow}>
            {t.addRow}
          </Button>
        </>
      )}
    </Form.List>
  )
}
