import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Select from 'antd/es/select'
import { useState } from 'react'
import { api, idempotent, unwrap } from '@/shared/api/client'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DateText } from '@/shared/ui/DateText'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import styles from './accounts.module.css'
import { type Account, options, ROLES, type Role } from './labels'
import { accountTexts } from './texts'
import { useAccountChanged } from './useAccountChange'

type Grant = Account['grants'][number]

interface Props {
  account: Account
  mayManage: boolean
}

/** The roles of an account, with the ways to grant one and to take one back. */
export function GrantsCard({ account, mayManage }: Props) {
  const t = useText(accountTexts)
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Grant | null>(null)
  return (
    <Card title={t.grants} aside={t.grantsNote}>
      {account.grants.length === 0 && <p className={styles.quiet}>{t.noGrants}</p>}
      <ul className={styles.grants}>
        {account.grants.map((grant) => (
          <li key={grant.id}>
            <span className={styles.grant}>
              <b>{grant.role_label}</b>
              <span>{grant.branch?.name ?? '—'}</span>
              <span className={styles.quiet}>
                {t.grantedOn} <DateText at={grant.granted_at} />
              </span>
            </span>
            {mayManage && (
              <Button
                size="small"
                aria-label={t.takeBackOf(grant.role_label, grant.branch?.name ?? '—')}
                onClick={() => setEnding(grant)}
              >
                {t.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayManage && account.state !== 'closed' && (
        <Button onClick={() => setAdding(true)}>{t.addGrant}</Button>
      )}
      {adding && <AddDialog account={account} onClose={() => setAdding(false)} />}
      {ending && <EndDialog account={account} grant={ending} onClose={() => setEnding(null)} />}
    </Card>
  )
}

interface Values {
  role: Role
  branch_id: string
}

function AddDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText(accountTexts)
  const language = useLanguage()
  const changed = useAccountChanged()
  const [form] = Form.useForm<Values>()
  const { submit, pending } = useSubmit({
    form,
    send: (body: Values, key) =>
      unwrap(
        api.POST('/api/v1/accounts/{account_id}/grants', {
          params: { path: { account_id: account.id } },
          headers: idempotent(key),
          body,
        }),
      ),
    onDone: async (saved) => {
      await changed(saved)
      toast.done(t.granted)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.addGrant}
      okText={t.addGrant}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <SubmitForm form={form} onSubmit={submit} label={t.addGrant}>
        <Form.Item name="role" label={t.grantRole} rules={[{ required: true, message: t.required }]}>
          <Select<Role> options={options(ROLES, language)} />
        </Form.Item>
        <Form.Item name="branch_id" label={t.grantBranch} rules={[{ required: true, message: t.required }]}>
          <BranchSelect />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}

function EndDialog({ account, grant, onClose }: { account: Account; grant: Grant; onClose: () => void }) {
  const t = useText(accountTexts)
  const changed = useAccountChanged()
  const { submit, pending } = useSubmit({
    send: () =>
      unwrap(
        api.DELETE('/api/v1/accounts/{account_id}/grants/{grant_id}', {
          params: { path: { account_id: account.id, grant_id: grant.id } },
        }),
      ),
    onDone: async (saved) => {
      await changed(saved)
      toast.done(t.takenBack)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.takeBack}
      okText={t.takeBack}
      okButtonProps={{ danger: true }}
      confirmLoading={pending}
      onOk={() => submit(undefined)}
      onCancel={onClose}
    >
      <p>{t.takeBackAsk(grant.role_label, grant.branch?.name ?? '—')}</p>
    </Dialog>
  )
}
