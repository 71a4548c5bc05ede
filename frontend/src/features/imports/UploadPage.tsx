import Button from 'antd/es/button'
import Form from 'antd/es/form'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { explain } from '@/shared/api/explain'
import { Problem } from '@/shared/api/problem'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { FileDrop } from '@/shared/files/FileDrop'
import { fileFault } from '@/shared/files/fault'
import { SecrecyNotice } from '@/shared/files/SecrecyNotice'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { Loading } from '@/shared/ui/states'
import { useShowImport } from './api'
import styles from './imports.module.css'
import { TemplateButton } from './TemplateButton'
import { importTexts } from './texts'
import { TAKEN, type UploadValues, upload } from './upload'

export default function UploadPage() {
  const t = useText(importTexts)
  const me = useMe()
  return (
    <>
      <PageHeader title={t.titleNew} note={t.uploadNote} actions={<TemplateButton />} />
      <Card className={styles.sheet}>
        <SecrecyNotice>{t.privacy}</SecrecyNotice>
        {me.data ? <UploadForm start={onlyBranch(me.data.grants)} /> : <Loading />}
      </Card>
    </>
  )
}

/** The branch of one's duties, if there is but one: never asked when it is known. */
function onlyBranch(grants: readonly { branch: { id: string } }[]): string | undefined {
  const ids = new Set(grants.map(({ branch }) => branch.id))
  return ids.size === 1 ? [...ids][0] : undefined
}

interface Sending {
  chosen: File
  /** Tells files apart, so that a repeat keeps its idempotency key only with the same file. */
  print: string
  values: UploadValues
}

function UploadForm({ start }: { start: string | undefined }) {
  const t = useText(importTexts)
  const language = useLanguage()
  const navigate = useNavigate()
  const show = useShowImport()
  const [form] = Form.useForm<UploadValues>()
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const sending = useSubmit({
    form,
    send: ({ chosen, values }: Sending, key) => upload(chosen, values, key),
    onDone: async (found) => {
      show(found)
      await navigate(`/members/imports/${found.id}`, { replace: true })
    },
    onProblem: (error) => {
      if (!isAboutFile(error)) return false
      setFault(explain(error, language).message)
      return true
    },
  })
  const faultOf = (chosen: File): string | null => {
    const found = fileFault(chosen, TAKEN)
    if (found === null) return null
    if (found.code === 'type') return t.wrongType(found.name)
    return found.code === 'size' ? t.tooLarge(found.mb, TAKEN.mb) : t.emptyFile
  }
  const take = (chosen: File) => {
    setFile(chosen)
    setFault(faultOf(chosen))
  }
  const submit = (values: UploadValues) => {
    const wrong = file === null ? t.fileMissing : faultOf(file)
    setFault(wrong)
    if (file === null || wrong !== null) return
    sending.submit({ chosen: file, print: `${file.name}:${file.size}:${file.lastModified}`, values })
  }
  return (
    <SubmitForm form={form} onSubmit={submit} initialValues={{ branch_id: start }} label={t.titleNew}>
      <FileDrop
        accept={TAKEN.endings}
        help={t.fileHelp(TAKEN.mb)}
        file={file}
        onFile={take}
        fault={fault}
        disabled={sending.pending}
      />
      <Form.Item
        name="branch_id"
        label={t.branch}
        extra={t.branchHelp}
        rules={[{ required: true, message: t.branchNeeded }]}
      >
        <BranchSelect />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={sending.pending}>
        {sending.pending ? t.sending : t.send}
      </Button>
    </SubmitForm>
  )
}

/** Refusals of the file itself are shown at the file. */
function isAboutFile(error: unknown): boolean {
  return (
    error instanceof Problem &&
    error.code !== 'import.branch_required' &&
    (error.code.startsWith('import.') || error.status === 413 || error.status === 415)
  )
}
