import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import { lazy, Suspense, useState } from 'react'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { toast } from '@/shared/ui/toast'
import type { MemberQuery } from '../types'
import { exportMembers, type TableFormat } from './export'
import { listTexts } from './texts'

const WholeExportDialog = lazy(() => import('./WholeExportDialog'))

/** Everybody whom the filters let through as a table: masked, or in the clear for a reason. */
export function ExportButton({ query }: { query: MemberQuery }) {
  const t = useText(listTexts)
  const mayReveal = useCan()('member:reveal')
  const report = useReportProblem()
  const [whole, setWhole] = useState(false)
  const download = useMutation({
    mutationFn: (format: TableFormat) => exportMembers(query, { format }),
    onSuccess: () => toast.done(t.exported),
    onError: report,
  })
  const items = [
    { key: 'xlsx', label: t.exportXlsx, onClick: () => download.mutate('xlsx') },
    { key: 'csv', label: t.exportCsv, onClick: () => download.mutate('csv') },
    ...(mayReveal ? [{ key: 'whole', label: t.exportWhole, onClick: () => setWhole(true) }] : []),
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button icon={<DownloadOutlined />} loading={download.isPending}>
          {t.export}
        </Button>
      </Dropdown>
      {whole && (
        <Suspense>
          <WholeExportDialog query={query} onClose={() => setWhole(false)} />
        </Suspense>
      )}
    </>
  )
}
