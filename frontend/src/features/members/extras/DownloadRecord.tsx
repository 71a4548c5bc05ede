import DownloadOutlined from '@ant-design/icons/es/icons/DownloadOutlined'
import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import { downloadFile } from '@/shared/api/download'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import { extraTexts } from './texts'

type Format = 'docx' | 'json'

/** The signed-in member's own record as a file to keep. */
export function DownloadRecord() {
  const t = useText(extraTexts)
  const { submit, pending } = useSubmit({
    send: (format: Format) => downloadFile('/api/v1/me/member/record', { format }, `record.${format}`),
  })
  const formats: Format[] = ['docx', 'json']
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: formats.map((format) => ({ key: format, label: t[format] })),
        onClick: ({ key }) => submit(key as Format),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={pending}>
        {t.download}
      </Button>
    </Dropdown>
  )
}
