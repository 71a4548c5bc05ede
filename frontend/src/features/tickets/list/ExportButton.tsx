import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { downloadFile } from '@/shared/api/download'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { toast } from '@/shared/ui/toast'
import type { TicketQuery } from '../types'
import { listTexts } from './texts'

/** 责任清单, 任务清单, 时间清单 of everything that the filters let through, as one workbook. */
export function ExportButton({ query }: { query: TicketQuery }) {
  const t = useText(listTexts)
  const report = useReportProblem()
  const download = useMutation({
    mutationFn: () => downloadFile('/api/v1/tickets/lists.xlsx', query, t.exportName),
    onSuccess: () => toast.done(t.exported),
    onError: report,
  })
  return (
    <Button icon={<DownloadOutlined />} loading={download.isPending} onClick={() => download.mutate()}>
      {t.exportLists}
    </Button>
  )
}
