import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import Button from 'antd/es/button'
import { downloadFile } from '@/shared/api/download'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { importTexts } from './texts'

/** An empty table to fill in. */
export function TemplateButton() {
  const t = useText(importTexts)
  const { submit, pending } = useSubmit({
    send: () => downloadFile('/api/v1/imports/template', { kind: 'members' }, t.templateName),
  })
  return (
    <Button icon={<DownloadOutlined />} loading={pending} onClick={() => submit(undefined)}>
      {t.template}
    </Button>
  )
}
