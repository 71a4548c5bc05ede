import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { api, unwrap } from '@/shared/api/client'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './account.module.css'
import { checkPassword } from './passwordRules'

const texts = defineTexts(
  {
    label: '修改密码',
    current: '当前密码',
    next: '新密码',
    again: '再输一次新密码',
    save: '保存新密码',
    required: (what: string) => `请输入${what}`,
    againRequired: '请再输一次新密码',
    different: '两次输入的新密码不一致',
    weak: '新密码还不符合下面的要求',
    long: '至少 10 个字符',
    mixed: '大写字母、小写字母、数字、符号，至少含三种',
    fresh: '不能与最近 5 次用过的密码相同',
    met: '已满足',
    unmet: '未满足',
    later: '保存时核对',
  },
  {
    label: 'Change password',
    current: 'Current password',
    next: 'New password',
    again: 'New password again',
    save: 'Save new password',
    required: (what) => `${what} is required`,
    againRequired: 'Enter the new password again',
    different: 'The two new passwords differ',
    weak: 'The new password does not meet the rules below',
    long: 'At least 10 characters',
    mixed: 'Three of: capitals, small letters, digits, symbols',
    fresh: 'Not one of your last 5 passwords',
    met: 'met',
    unmet: 'not met yet',
    later: 'checked when saving',
  },
)

interface Values {
  current_password: string
  new_password: string
  again: string
}

interface Props {
  onDone: () => void | Promise<void>
}

/** Changes one's own password, with the rules ticked off while typing. */
export function PasswordForm({ onDone }: Props) {
  const t = useText(texts)
  const [form] = Form.useForm<Values>()
  const typed = Form.useWatch('new_password', form) ?? ''
  const { pending, submit } = useSubmit({
    send: ({ current_password, new_password }: Values) =>
      unwrap(api.POST('/api/v1/me/password', { body: { current_password, new_password } })),
    form,
    onDone,
  })
  const check = checkPassword(typed)
  return (
    <SubmitForm form={form} onSubmit={submit} label={t.label}>
      <Form.Item
        name="current_password"
        label={t.current}
        rules={[{ required: true, message: t.required(t.current) }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new_password"
        label={t.next}
        rules={[
          { required: true, message: t.required(t.next) },
          {
            validator: async (_, value: string | undefined) => {
              const { longEnough, mixedEnough } = checkPassword(value ?? '')
              if (value && !(longEnough && mixedEnough)) throw new Error(t.weak)
            },
          },
        ]}
        extra={
          <ul className={styles.rules}>
            <Rule met={check.longEnough} text={t.long} word={check.longEnough ? t.met : t.unmet} />
            <Rule met={check.mixedEnough} text={t.mixed} word={check.mixedEnough ? t.met : t.unmet} />
            <Rule met={null} text={t.fresh} word={t.later} />
          </ul>
        }
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t.again}
        dependencies={['new_password']}
        rules={[
          { required: true, message: t.againRequired },
          {
            validator: async (_, value: string | undefined) => {
              if (value && value !== form.getFieldValue('new_password')) throw new Error(t.different)
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t.save}
      </Button>
    </SubmitForm>
  )
}

interface RuleProps {
  met: boolean | null
  text: string
  word: string
}

function Rule({ met, text, word }: RuleProps) {
  return (
    <li className={met ? styles.met : undefined}>
      <span aria-hidden="true">{met === null ? '–' : met ? '✓' : '○'}</span> {text}
      <span className="visually-hidden">（{word}）</span>
    </li>
  )
}
