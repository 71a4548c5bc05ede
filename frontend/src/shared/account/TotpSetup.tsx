import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { api, unwrap } from '@/shared/api/client'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { LoadFailure, Loading } from '@/shared/ui/states'
import styles from './account.module.css'
import { OtpInput } from './OtpInput'

const texts = defineTexts(
  {
    label: '设置二次验证',
    scan: '用手机上的验证器扫描下面的二维码（常见的身份验证器应用都可以）。',
    typeIn: '不能扫码时，手工输入这个密钥：',
    qr: '验证器二维码',
    otp: '验证器显示的 6 位数字',
    required: '请输入 6 位数字',
    confirm: '完成设置',
  },
  {
    label: 'Set up two-step sign-in',
    scan: 'Scan this code with an authenticator app on your phone (any common one will do).',
    typeIn: 'If you cannot scan, type in this key:',
    qr: 'QR code for the authenticator',
    otp: 'The 6 digits the authenticator shows',
    required: 'Enter 6 digits',
    confirm: 'Finish',
  },
)

interface Values {
  otp: string
}

interface Props {
  onDone: () => void | Promise<void>
}

/** Adds an authenticator to one's own account: scan, then prove it with a code. */
export function TotpSetup({ onDone }: Props) {
  const t = useText(texts)
  const [form] = Form.useForm<Values>()
  const setup = useQuery({
    queryKey: ['me', 'totp', 'setup'],
    queryFn: () => unwrap(api.POST('/api/v1/me/totp')),
    // Each call makes a new secret, so nothing may ask again while this one is being scanned.
    staleTime: 'static',
    gcTime: 0,
  })
  const { pending, submit } = useSubmit({
    send: ({ otp }: Values) => unwrap(api.POST('/api/v1/me/totp/confirm', { body: { otp } })),
    form,
    onDone,
  })
  if (setup.isPending) return <Loading />
  if (setup.isError) return <LoadFailure error={setup.error} onRetry={() => void setup.refetch()} compact />
  return (
    <SubmitForm form={form} onSubmit={submit} label={t.label}>
      <p>{t.scan}</p>
      <img
        className={styles.qr}
        alt={t.qr}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.data.qr_svg)}`}
      />
      <p>
        {t.typeIn} <code className={styles.secret}>{setup.data.secret}</code>
      </p>
      <Form.Item
        name="otp"
        label={t.otp}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t.required }]}
      >
        <OtpInput />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t.confirm}
      </Button>
    </SubmitForm>
  )
}
