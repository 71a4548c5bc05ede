import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useState } from 'react'
import { TotpSetup } from '@/shared/account/TotpSetup'
import { api, unwrap } from '@/shared/api/client'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { meKey } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { toast } from '@/shared/ui/toast'
import styles from './MePage.module.css'
import { meTexts } from './texts'

export function SecondFactorCard({ on }: { on: boolean }) {
  const t = useText(meTexts)
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const finish = async (done: string) => {
    toast.done(done)
    setOpen(false)
    await client.invalidateQueries({ queryKey: meKey })
  }
  return (
    <Card title={t.factor}>
      <p className={styles.quiet}>{on ? t.factorOn : t.factorOff}</p>
      {!open && <Button onClick={() => setOpen(true)}>{on ? t.factorRemove : t.factorSetUp}</Button>}
      {open && (
        <div className={styles.form}>
          {on ? (
            <RemoveForm onDone={() => finish(t.factorRemoved)} />
          ) : (
            <TotpSetup onDone={() => finish(t.factorDone)} />
          )}
        </div>
      )}
    </Card>
  )
}

interface Values {
  password: string
}

function RemoveForm({ onDone }: { onDone: () => Promise<void> }) {
  const t = useText(meTexts)
  const [form] = Form.useForm<Values>()
  const { pending, submit } = useSubmit({
    send: ({ password }: Values) => unwrap(api.DELETE('/api/v1/me/totp', { body: { password } })),
    form,
    onDone,
  })
  return (
    <SubmitForm form={form} onSubmit={submit} label={t.factorRemove}>
      <p className={styles.quiet}>{t.factorRemoveNote}</p>
      <Form.Item
        name="password"
        label={t.passwordToConfirm}
        rules={[{ required: true, message: t.passwordRequired }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button htmlType="submit" loading={pending}>
        {t.factorRemove}
      </Button>
    </SubmitForm>
  )
}
