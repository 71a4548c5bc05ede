import Form from 'antd/es/form'
import Radio from 'antd/es/radio'
import { useText } from '@/shared/i18n/texts'
import { MemberSelect } from '@/shared/members/MemberSelect'
import { useCan, useMe } from '@/shared/session/me'
import { formTexts } from './texts'

export interface Whose {
  whose?: 'own' | 'other'
  member_id?: string
}

/** Whose study it is to begin with: one's own, unless one is nobody on the register. */
export function useWhose(): Whose {
  const me = useMe().data
  return { whose: me?.member_id == null ? 'other' : 'own' }
}

/** Asks whose study it is only where somebody keeps that of others, too. */
export function WhoseField() {
  const t = useText(formTexts)
  const keeps = useCan()('study:keep')
  const isMember = useMe().data?.member_id != null
  const whose = Form.useWatch('whose')
  if (!keeps) return null
  return (
    <>
      <Form.Item name="whose" label={t.whose} hidden={!isMember}>
        <Radio.Group
          options={[
            { value: 'own', label: t.own },
            { value: 'other', label: t.other },
          ]}
        />
      </Form.Item>
      {whose === 'other' && (
        <Form.Item name="member_id" label={t.member} rules={[{ required: true, message: t.memberNeeded }]}>
          <MemberSelect />
        </Form.Item>
      )}
    </>
  )
}
