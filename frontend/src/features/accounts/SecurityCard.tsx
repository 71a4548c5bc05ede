import Button from 'antd/es/button'
import { useState } from 'react'
import { api, idempotent, unwrap } from '@/shared/api/client'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import styles from './accounts.module.css'
import type { Account, AccountWithPassword } from './labels'
import { OneTimePassword } from './OneTimePassword'
import { accountTexts } from './texts'
import { useAccountChanged } from './useAccountChange'

type Step = 'resetPassword' | 'resetFactor' | 'unlock' | 'close' | 'reopen'

/** The steps that make sense in the account's state. */
export function possibleSteps(account: Account): Step[] {
  if (account.state === 'closed') return ['reopen']
  return [
    'resetPassword',
    ...(account.second_factor ? (['resetFactor'] as const) : []),
    ...(account.state === 'locked' ? (['unlock'] as const) : []),
    'close',
  ]
}

function send(step: Step, id: string, key: string): Promise<Account | AccountWithPassword> {
  const request = { params: { path: { account_id: id } }, headers: idempotent(key) }
  switch (step) {
    case 'resetPassword':
      return unwrap(api.POST('/api/v1/accounts/{account_id}/password-reset', request))
    case 'resetFactor':
      return unwrap(api.POST('/api/v1/accounts/{account_id}/second-factor/reset', request))
    case 'unlock':
      return unwrap(api.POST('/api/v1/accounts/{account_id}/unlock', request))
    case 'close':
      return unwrap(api.POST('/api/v1/accounts/{account_id}/close', request))
    case 'reopen':
      return unwrap(api.POST('/api/v1/accounts/{account_id}/reopen', request))
  }
}

/** What an administrator can do about an account's access, each step with what follows from it. */
export function SecurityCard({ account }: { account: Account }) {
  const t = useText(accountTexts)
  const changed = useAccountChanged()
  const [asking, setAsking] = useState<Step | null>(null)
  const [issued, setIssued] = useState<AccountWithPassword | null>(null)
  const { submit, pending } = useSubmit({
    send: (step: Step, key) => send(step, account.id, key),
    onDone: async (saved, step) => {
      setAsking(null)
      if ('one_time_password' in saved) setIssued(saved)
      else if (step !== 'resetPassword' && step !== 'reopen') toast.done(t[`done_${step}`])
      await changed(saved)
    },
  })
  return (
    <Card title={t.security}>
      <ul className={styles.steps}>
        {possibleSteps(account).map((step) => (
          <li key={step}>
            <span>
              <b>{t[step]}</b>
              <span className={styles.quiet}>{t[`${step}Text`]}</span>
            </span>
            <Button danger={step === 'close'} onClick={() => setAsking(step)}>
              {t[step]}
            </Button>
          </li>
        ))}
      </ul>
      {asking && (
        <Dialog
          title={t[asking]}
          okText={t[asking]}
          okButtonProps={{ danger: asking === 'close' }}
          confirmLoading={pending}
          onOk={() => submit(asking)}
          onCancel={() => setAsking(null)}
        >
          <p>{t.ask(account.display_name)}</p>
          <p>{t[`${asking}Text`]}</p>
        </Dialog>
      )}
      {issued && <OneTimePassword account={issued} onClose={() => setIssued(null)} />}
    </Card>
  )
}
