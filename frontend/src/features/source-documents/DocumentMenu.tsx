import DownOutlined from '@ant-design/icons/es/icons/DownOutlined'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, ifMatch, unwrap } from '@/shared/api/client'
import { useReportProblem } from '@/shared/forms/problems'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { SOURCE_KINDS } from '@/shared/tickets/labels'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { documentTexts } from './texts'
import type { SourceDocument, SourceKind } from './types'

interface Props {
  document: SourceDocument
  mayChange: boolean
}

type Step = 'amend' | 'remove' | null

/** What can be done with a document besides registering: get its file, correct its data, take it away. */
export function DocumentMenu({ document, mayChange }: Props) {
  const t = useText(documentTexts)
  const report = useReportProblem()
  const [dialog, setDialog] = useState<Step>(null)
  const path = { document_id: document.id }
  const download = useMutation({
    mutationFn: () =>
      unwrap(api.GET('/api/v1/source-documents/{document_id}/file', { params: { path }, parseAs: 'blob' })),
    onSuccess: (blob) => saveFile(blob as Blob, document.file_name),
    onError: report,
  })
  const items = [
    { key: 'download', label: t.download },
    ...(mayChange ? [{ key: 'amend', label: t.amend }] : []),
    ...(mayChange && document.ticket_count === 0 ? [{ key: 'remove', label: t.remove, danger: true }] : []),
  ]
  const onClick = ({ key }: { key: string }) => {
    if (key === 'download') download.mutate()
    else setDialog(key as Step)
  }
  const close = () => setDialog(null)
  return (
    <>
      <Dropdown menu={{ items, onClick }} trigger={['click']}>
        <Button loading={download.isPending}>
          {t.more} <DownOutlined />
        </Button>
      </Dropdown>
      {dialog === 'amend' && <AmendDialog document={document} onClose={close} />}
      {dialog === 'remove' && <RemoveDialog document={document} onClose={close} />}
    </>
  )
}

interface DialogProps {
  document: SourceDocument
  onClose: () => void
}

interface Amendment {
  title: string
  document_no?: string
  kind: SourceKind
}

function AmendDialog({ document, onClose }: DialogProps) {
  const t = useText(documentTexts)
  const language = useLanguage()
  const client = useQueryClient()
  const [form] = Form.useForm<Amendment>()
  const { submit, pending } = useSubmit({
    form,
    send: ({ title, document_no, kind }: Amendment) =>
      unwrap(
        api.PATCH('/api/v1/source-documents/{document_id}', {
          params: { path: { document_id: document.id } },
          headers: ifMatch(document.version),
          body: { title, document_no: document_no?.trim() || null, kind },
        }),
      ),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['source-documents'] })
      toast.done(t.saved)
      onClose()
    },
  })
  const { title, document_no, kind } = document
  return (
    <Dialog title={t.amend} okText={t.save} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <SubmitForm
        form={form}
        onSubmit={submit}
        label={t.amend}
        initialValues={{ title, document_no: document_no ?? undefined, kind }}
      >
        <Form.Item name="title" label={t.documentTitle} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="document_no" label={t.documentNo}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="kind" label={t.kind} extra={t.kindHelp}>
          <Select<SourceKind>
            options={(Object.keys(SOURCE_KINDS) as SourceKind[]).map((value) => ({
              value,
              label: SOURCE_KINDS[value][language],
            }))}
          />
        </Form.Item>
      </SubmitForm>
    </Dialog>
  )
}

function RemoveDialog({ document, onClose }: DialogProps) {
  const t = useText(documentTexts)
  const client = useQueryClient()
  const navigate = useNavigate()
  const { submit, pending } = useSubmit({
    send: () =>
      unwrap(
        api.DELETE('/api/v1/source-documents/{document_id}', {
          params: { path: { document_id: document.id } },
          headers: ifMatch(document.version),
        }),
      ),
    onDone: async () => {
      toast.done(t.removed)
      await navigate('/source-documents', { replace: true })
      await client.invalidateQueries({ queryKey: ['source-documents', 'list'] })
    },
  })
  return (
    <Dialog
      title={t.remove}
      okText={t.remove}
      okButtonProps={{ danger: true }}
      confirmLoading={pending}
      onOk={() => submit(undefined)}
      onCancel={onClose}
    >
      <p>{document.title}</p>
      <p>{t.removeAsk}</p>
    </Dialog>
  )
}

function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = window.document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
