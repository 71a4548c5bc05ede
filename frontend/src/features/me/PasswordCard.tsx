import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { PasswordForm } from '@/shared/account/PasswordForm'
import { useText } from '@/shared/i18n/texts'
import { meKey } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { toast } from '@/shared/ui/toast'
import styles from './MePage.module.css'
import { meTexts } from './texts'

export function PasswordCard({ expiresOn }: { expiresOn: string | null }) {
  const t = useText(meTexts)
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const onDone = async () => {
    toast.done(t.passwordDone)
    setOpen(false)
    await client.invalidateQueries({ queryKey: meKey })
  }
  return (
    <Card title={t.password}>
      <p className={styles.quiet}>
        {t.passwordExpires} {expiresOn ? <DayText date={expiresOn} /> : t.never}
      </p>
      {open ? (
        <div className={styles.form}>
          <p className={styles.quiet}>{t.passwordNote}</p>
          <PasswordForm onDone={onDone} />
        </div>
      ) : (
        <Button onClick={() => setOpen(true)}>{t.changePassword}</Button>
      )}
    </Card>
  )
}
