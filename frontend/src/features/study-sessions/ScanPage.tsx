import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import { sendScan } from './helps/api'
import styles from './helps/helps.module.css'
import { helpTexts } from './helps/texts'

/** 扫码签到: where a camera leads that has read the code. One tap tells the recorder; nothing else is asked. */
export default function ScanPage() {
  const { id = '' } = useParams()
  const t = useText(helpTexts)
  const [params] = useSearchParams()
  const [done, setDone] = useState(false)
  const [form] = Form.useForm<{ code: string }>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ code }: { code: string }, key) => sendScan(id, code.replace(/\s/g, ''), key),
    onDone: () => setDone(true),
  })
  const back = <LinkButton to={`/study-sessions/${id}`}>{t.back}</LinkButton>
  return (
    <>
      <PageHeader title={t.scanTitle} note={t.scanNote} />
      {done ? (
        <div role="status">
          <EmptyState title={t.scanDone} actions={back}>
            {t.scanDoneText}
          </EmptyState>
        </div>
      ) : (
        <Card className={styles.scan}>
          <SubmitForm
            form={form}
            initialValues={{ code: params.get('code') ?? '' }}
            onSubmit={submit}
            label={t.scanTitle}
          >
            <Form.Item
              name="code"
              label={t.scanCode}
              rules={[{ required: true, whitespace: true, message: t.scanNeeded }]}
            >
              <Input maxLength={40} autoComplete="off" autoCapitalize="characters" />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={pending}>
              {t.scanSend}
            </Button>
          </SubmitForm>
        </Card>
      )}
    </>
  )
}
