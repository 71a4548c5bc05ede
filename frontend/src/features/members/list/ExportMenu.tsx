import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import { lazy, Suspense, useState } from 'react'
import { downloadFile } from '@/shared/api/download'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { toast } from '@/shared/ui/toast'
import type { ExportForm, MemberQuery } from '../types'
import { listTexts } from './texts'

const RevealedExportDialog = lazy(() => import('./RevealedExportDialog'))

const FORMS: ExportForm[] = ['xlsx', 'csv']

/** Everybody whom the filters let through, as a table; whole sealed values only for a reason. */
export function ExportMenu({ query }: { query: MemberQuery }) {
  const t = useText(listTexts)
  const mayReveal = useCan()('member:reveal')
  const [asking, setAsking] = useState(false)
  const { submit, pending } = useSubmit({
    send: (format: ExportForm) => exportMembers(query, { format }, t.exportName(format)),
    onDone: () => toast.done(t.exported),
  })
  const items = [
    ...FORMS.map((format) => ({ key: format, label: t[format], onClick: () => submit(format) })),
    ...(mayReveal ? [{ key: 'whole', label: t.exportWhole, onClick: () => setAsking(true) }] : []),
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<DownloadOutlined />} loading={pending}>
          {t.export}
        </Button>
      </Dropdown>
      {asking && (
        <Suspense>
          <RevealedExportDialog
            send={(form) => exportMembers(query, { ...form, reveal: true }, t.exportName(form.format))}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  )
}

interface Wanted {
  format: ExportForm
  reveal?: boolean
  reason?: string
}

const exportMembers = (query: MemberQuery, wanted: Wanted, name: string): Promise<void> =>
  downloadFile('/api/v1/members/export', { ...query, ...wanted }, name)
