import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useText } from '@/shared/i18n/texts'
import { MembersSelect } from '@/shared/members/MembersSelect'
import { useRefreshStudy } from '@/shared/study/api'
import styles from '@/shared/ui/blocks.module.css'
import { amendGroup, formGroup } from '../api'
import type { Group } from '../types'
import { formTexts } from './formTexts'

interface Props {
  /** The group that is changed; without it one is formed. */
  group?: Group
  branchId?: string
  onDone?: (group: Group) => void
  onClose: () => void
}

interface Values {
  branch_id: string
  name: string
  field: string
  formed_on: string
  mentor_name?: string | null
  mentor_title?: string | null
  leader_id?: string | null
  member_ids?: string[]
}

const words = (text: string | null | undefined) => text?.trim() || null

/** Form a group for a field of work; or change its name, field, mentor, leader. */
export default function GroupDialog({ group, branchId, onDone, onClose }: Props) {
  const t = useText(formTexts)
  const refresh = useRefreshStudy()
  return (
    <FormDialog<Values, Group>
      title={group ? t.amendTitle : t.formTitle}
      ok={group ? t.save : t.send}
      done={group ? t.saved : t.formedDone}
      initialValues={group ? startOf(group) : { branch_id: branchId, formed_on: cityDate(new Date()) }}
      send={({ branch_id, formed_on, member_ids, ...values }, key) => {
        const mentor = { mentor_name: words(values.mentor_name), mentor_title: words(values.mentor_title) }
        const body = { ...values, ...mentor, leader_id: values.leader_id ?? null }
        return group
          ? amendGroup(group, body)
          : formGroup({ ...body, branch_id, formed_on, member_ids: member_ids ?? [] }, key)
      }}
      onDone={async (made) => {
        await refresh()
        onDone?.(made)
      }}
      onClose={onClose}
    >
      <GroupFields group={group} />
    </FormDialog>
  )
}

const startOf = ({ name, field, mentor_name, mentor_title, leader }: Group): Partial<Values> => ({
  name,
  field,
  mentor_name,
  mentor_title,
  leader_id: leader?.id,
})

function GroupFields({ group }: { group?: Group }) {
  const t = useText(formTexts)
  const branchId = Form.useWatch<string | undefined>('branch_id')
  const line = [{ required: true, whitespace: true, message: t.required }]
  const rules = [{ required: true, message: t.required }]
  const people = group?.people?.filter(({ to_on }) => to_on === null) ?? []
  return (
    <>
      {!group && (
        <Form.Item name="branch_id" label={t.branch} rules={rules}>
          <BranchSelect />
        </Form.Item>
      )}
      <div className={styles.pair}>
        <Form.Item name="name" label={t.name} rules={line}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="field" label={t.field} extra={t.fieldHelp} rules={line}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="mentor_name" label={t.mentor}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="mentor_title" label={t.mentorTitle}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      {group ? (
        <Form.Item name="leader_id" label={t.leader} extra={t.leaderHelp}>
          <Select
            allowClear
            options={people.map(({ member }) => ({ value: member.id, label: member.name }))}
          />
        </Form.Item>
      ) : (
        <>
          <Form.Item name="formed_on" label={t.formed} rules={rules}>
            <DayPicker />
          </Form.Item>
          <Form.Item name="member_ids" label={t.members}>
            <MembersSelect branchId={branchId} />
          </Form.Item>
        </>
      )}
    </>
  )
}
