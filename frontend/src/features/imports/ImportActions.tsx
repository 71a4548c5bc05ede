import DeleteOutlined from '@ant-design/icons/es/icons/DeleteOutlined'
import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { downloadFile } from '@/shared/api/download'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import { keys, removeImport } from './api'
import { importTexts } from './texts'
import type { Import } from './types'

const CommitDialog = lazy(() => import('./commit/CommitDialog'))
const ColumnsDialog = lazy(() => import('./columns/ColumnsDialog'))

/** What can be done with an import as a whole. */
export function ImportActions({ found }: { found: Import }) {
  const t = useText(importTexts)
  const [open, setOpen] = useState<'commit' | 'columns' | null>(null)
  const may = (action: Import['available_actions'][number]) => found.available_actions.includes(action)
  const close = () => setOpen(null)
  const settled = found.state === 'previewed' || found.state === 'done'
  return (
    <>
      {may('delete') && <RemoveButton found={found} />}
      {may('amend') && found.state === 'previewed' && (
        <Button onClick={() => setOpen('columns')}>{t.columns}</Button>
      )}
      {settled && found.counts.invalid + found.counts.conflict > 0 && <ErrorFileButton found={found} />}
      {may('commit_valid_only') && (
        <Button type="primary" onClick={() => setOpen('commit')}>
          {t.commit}
        </Button>
      )}
      <Suspense>
        {open === 'commit' && <CommitDialog found={found} onClose={close} />}
        {open === 'columns' && <ColumnsDialog found={found} onClose={close} />}
      </Suspense>
    </>
  )
}

function ErrorFileButton({ found }: { found: Import }) {
  const t = useText(importTexts)
  const { submit, pending } = useSubmit({
    send: () => downloadFile(`/api/v1/imports/${found.id}/errors.xlsx`, {}, t.errorFileName),
  })
  return (
    <Button icon={<DownloadOutlined />} loading={pending} onClick={() => submit(undefined)}>
      {t.errorFile}
    </Button>
  )
}

function RemoveButton({ found }: { found: Import }) {
  const t = useText(importTexts)
  const navigate = useNavigate()
  const client = useQueryClient()
  const { submit, pending } = useSubmit({
    send: () => removeImport(found),
    onDone: async () => {
      toast.done(t.removed)
      await navigate('/members/imports', { replace: true })
      client.removeQueries({ queryKey: keys.one(found.id) })
      client.removeQueries({ queryKey: keys.rows(found.id) })
      await client.invalidateQueries({ queryKey: keys.list })
    },
  })
  return (
    <Popconfirm
      title={t.removeAsk}
      description={t.removeText}
      okText={t.remove}
      cancelText={t.cancel}
      onConfirm={() => submit(undefined)}
    >
      <Button icon={<DeleteOutlined />} loading={pending}>
        {t.remove}
      </Button>
    </Popconfirm>
  )
}
