import Button from 'antd/es/button'
import { useText } from '@/shared/i18n/texts'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import styles from './accounts.module.css'
import type { AccountWithPassword } from './labels'
import { accountTexts } from './texts'

interface Props {
  account: AccountWithPassword
  onClose: () => void
}

/** The one-time password of an account, shown this once. */
export function OneTimePassword({ account, onClose }: Props) {
  const t = useText(accountTexts)
  const client = account.kind === 'client'
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(account.one_time_password)
      toast.done(t.copied)
    } catch {
      // Plain-HTTP addresses have no clipboard.
      toast.problem(t.copyFailed)
    }
  }
  return (
    <Dialog
      title={client ? t.secretTitle : t.passwordTitle}
      closable={false}
      maskClosable={false}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t.passwordSeen}
        </Button>
      }
    >
      <p>
        {account.display_name}（{account.username}）
      </p>
      <p className={styles.password}>
        <output aria-label={client ? t.secretTitle : t.passwordTitle}>{account.one_time_password}</output>
        <Button onClick={() => void copy()}>{t.copy}</Button>
      </p>
      <p>{client ? t.secretText : t.passwordText}</p>
    </Dialog>
  )
}
