import UploadOutlined from '@ant-design/icons/es/icons/UploadOutlined'
import { useText } from '@/shared/i18n/texts'
import { useCan } from '@/shared/session/me'
import { LinkButton } from '@/shared/ui/LinkButton'
import type { MemberQuery } from '../types'
import { ExportMenu } from './ExportMenu'
import { listTexts } from './texts'

interface Props {
  /** The filters of the list, where it has somebody to export. */
  exported?: MemberQuery
}

/** What can be done beside reading: at the head of the roster, and where it is still empty. */
export function ListActions({ exported }: Props) {
  const t = useText(listTexts)
  const mayRegister = useCan()('member:manage')
  return (
    <>
      {exported && <ExportMenu query={exported} />}
      {mayRegister && (
        <>
          <LinkButton icon={<UploadOutlined />} to="/members/imports/new">
            {t.import}
          </LinkButton>
          <LinkButton type="primary" to="/members/new">
            {t.create}
          </LinkButton>
        </>
      )}
    </>
  )
}
