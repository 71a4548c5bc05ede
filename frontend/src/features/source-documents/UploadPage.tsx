import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { explain } from '@/shared/api/explain'
import { Problem } from '@/shared/api/problem'
import { FileDrop } from '@/shared/files/FileDrop'
import { type FileFault, fileFault } from '@/shared/files/fault'
import { SecrecyNotice } from '@/shared/files/SecrecyNotice'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { type Texts, useText } from '@/shared/i18n/texts'
import { SOURCE_KINDS } from '@/shared/tickets/labels'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { toast } from '@/shared/ui/toast'
import { documentTexts } from './texts'
import type { SourceKind } from './types'
import styles from './UploadPage.module.css'
import { TAKEN, type UploadValues, upload } from './upload'

export default function UploadPage() {
  const t = useText(documentTexts)
  const language = useLanguage()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [form] = Form.useForm<UploadValues>()
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<string | null>(null)

  const sending = useSubmit({
    form,
    send: ({ chosen, values }: Sending, key) => upload(chosen, values, key),
    onDone: async (document) => {
      client.setQueryData(['source-documents', document.id], document)
      void client.invalidateQueries({ queryKey: ['source-documents', 'list'] })
      toast.done(t.done)
      await navigate(`/source-documents/${document.id}`, { replace: true })
    },
    onProblem: (error) => {
      if (!isAboutFile(error)) return false
      setFault(explain(error, language).message)
      return true
    },
  })
  const take = (chosen: File) => {
    setFile(chosen)
    const found = fileFault(chosen, TAKEN)
    setFault(found && faultText(found, t))
  }
  const submit = (values: UploadValues) => {
    if (file === null) setFault(t.fileMissing)
    else if (fileFault(file, TAKEN) === null) {
      setFault(null)
      sending.submit({ chosen: file, print: `${file.name}:${file.size}:${file.lastModified}`, values })
    }
  }

  return (
    <>
      <PageHeader title={t.upload} note={t.note} />
      <Card className={styles.card}>
        <SecrecyNotice />
        <SubmitForm form={form} onSubmit={submit} initialValues={{ kind: 'document' }} label={t.upload}>
          <FileDrop
            accept={TAKEN.endings}
            help={t.fileHelp}
            file={file}
            onFile={take}
            fault={fault}
            disabled={sending.pending}
          />
          <Form.Item name="kind" label={t.kind} extra={t.kindHelp}>
            <Select<SourceKind>
              options={(Object.keys(SOURCE_KINDS) as SourceKind[]).map((kind) => ({
                value: kind,
                label: SOURCE_KINDS[kind][language],
              }))}
            />
          </Form.Item>
          <Form.Item name="title" label={t.documentTitle} extra={t.documentTitleHelp}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="document_no" label={t.documentNo} extra={t.documentNoHelp}>
            <Input maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={sending.pending}>
            {sending.pending ? t.sending : t.send}
          </Button>
        </SubmitForm>
      </Card>
    </>
  )
}

interface Sending {
  chosen: File
  /** Tells files apart, so that a repeat keeps its idempotency key only with the same file. */
  print: string
  values: UploadValues
}

type DocumentTexts = typeof documentTexts extends Texts<infer T> ? ReturnType<typeof useText<T>> : never

function faultText(found: FileFault, t: DocumentTexts): string {
  if (found.code === 'type') return t.wrongType(found.name)
  return found.code === 'size' ? t.tooLarge(found.mb) : t.emptyFile
}

/** Refusals of the file itself are shown at the file. */
function isAboutFile(error: unknown): boolean {
  return (
    error instanceof Problem &&
    (error.code.startsWith('source_document.') || error.status === 413 || error.status === 415)
  )
}
