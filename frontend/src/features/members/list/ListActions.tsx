import UploadOutlined from '@ant-design/icons/es/icons/UploadOutlined'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import { listTexts } from './texts'

/** What can be done beside reading: at the head of the roster, and where it is still empty. */
export function ListActions() {
  const t = useText(listTexts)
  const mayRegister = useCan()('member:manage')
  if (!mayRegister) return null
  return (
    <>
      <LinkButton icon={<UploadOutlined />} to="/members/imports/new">
        {t.import}
      </LinkButton>
      <LinkButton type="primary" to="/members/new">
        {t.create}
      </LinkButton>
    </>
  )
}
