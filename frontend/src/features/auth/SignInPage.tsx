import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input/Input'
import Password from 'antd/es/input/Password'
import { useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { OtpInput } from '@/shared/account/OtpInput'
import { explain } from '@/shared/api/explain'
import { isProblem, Problem } from '@/shared/api/problem'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { safePath } from '@/shared/routing/routes'
import { signIn, useSession } from '@/shared/session/session'
import type { Credentials } from '@/shared/session/tokens'
import { FrontDoor } from './FrontDoor'
import styles from './FrontDoor.module.css'
import { authTexts } from './texts'

/** Sign-in: account and password, then the one-time code where the account has one. */
export default function SignInPage() {
  const session = useSession()
  const [params] = useSearchParams()
  const t = useText(authTexts)
  if (session.status === 'signed-in') return <Navigate to={safePath(params.get('next'))} replace />
  const reason = session.status === 'signed-out' ? session.reason : null
  return (
    <FrontDoor title={t.signIn}>
      {reason === 'idle' && <p className={styles.notice}>{t.idle}</p>}
      {reason === 'expired' && <p className={styles.notice}>{t.expired}</p>}
      <SignInForm />
      <p className={styles.help}>{t.forgot}</p>
    </FrontDoor>
  )
}

function SignInForm() {
  const t = useText(authTexts)
  const language = useLanguage()
  const [form] = Form.useForm<Credentials>()
  const [step, setStep] = useState<'password' | 'otp'>('password')
  const [problem, setProblem] = useState<string | null>(null)

  const onProblem = (error: unknown): boolean => {
    if (isProblem(error, 'auth.otp_required')) {
      setStep('otp')
      return true
    }
    if (isProblem(error, 'auth.otp_invalid')) {
      form.setFields([{ name: 'otp', value: '', errors: [error.message] }])
      form.scrollToField('otp', { focus: true })
      return true
    }
    // A code serves for one attempt, and a refused password asks for both again.
    if (error instanceof Problem && error.status < 500) setStep('password')
    const locked = error instanceof Problem && error.status === 429 && error.retryAfter
    setProblem(locked ? t.locked(Math.ceil(locked / 60)) : explain(error, language).message)
    return true
  }
  const { pending, submit } = useSubmit({ send: signIn, form, onProblem })
  const onSubmit = (values: Credentials) => {
    setProblem(null)
    submit(step === 'otp' ? { ...form.getFieldsValue(true), ...values } : values)
  }
  return (
    <SubmitForm form={form} onSubmit={onSubmit} label={t.signIn}>
      <div role="alert">{problem && <p className={`${styles.notice} ${styles.problem}`}>{problem}</p>}</div>
      <div hidden={step === 'otp'}>
        <Form.Item
          name="username"
          label={t.username}
          rules={[{ required: true, message: t.usernameRequired }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t.password}
          rules={[{ required: true, message: t.passwordRequired }]}
        >
          <Password autoComplete="current-password" size="large" />
        </Form.Item>
      </div>
      {step === 'otp' && (
        <Form.Item
          name="otp"
          label={t.otp}
          extra={t.otpHelp}
          preserve={false}
          rules={[{ required: true, pattern: /^\d{6}$/, message: t.otpRequired }]}
        >
          <OtpInput autoFocus />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={pending}>
        {t.signIn}
      </Button>
      {step === 'otp' && (
        <Button type="text" block onClick={() => setStep('password')}>
          {t.back}
        </Button>
      )}
    </SubmitForm>
  )
}
