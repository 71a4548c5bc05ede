import DownOutlined from '@ant-design/icons/es/icons/DownOutlined'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import { downloadFile } from '@/shared/api/download'
import { useReportProblem } from '@/shared/forms/problems'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { toast } from '@/shared/ui/toast'
import type { Ticket } from '../types'
import { pageTexts } from './texts'

/** 挂号单 and 销号单 as word-processor files, and the page on paper. */
export function Papers({ ticket }: { ticket: Ticket }) {
  const t = useText(pageTexts)
  const mayExport = useCan()('ticket:export')
  const report = useReportProblem()
  const download = useMutation({
    mutationFn: (form: 'registration' | 'closing') => {
      const name = form === 'registration' ? t.registrationName : t.closingName
      return downloadFile(`/api/v1/tickets/${ticket.id}/form.docx`, { form }, `${ticket.number ?? ''}${name}`)
    },
    onSuccess: () => toast.done(t.downloaded),
    onError: report,
  })
  const forms = [
    {
      key: 'registration',
      label: t.registrationForm,
      disabled: ticket.number === null,
      onClick: () => download.mutate('registration'),
    },
    {
      key: 'closing',
      label: t.closingForm,
      disabled: ticket.outcome === null,
      onClick: () => download.mutate('closing'),
    },
  ]
  const items = [...(mayExport ? forms : []), { key: 'print', label: t.print, onClick: () => window.print() }]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button loading={download.isPending}>
        {t.papers} <DownOutlined />
      </Button>
    </Dropdown>
  )
}
