import Form from 'antd/es/form'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useText } from '@/shared/i18n/texts'
import { MembersSelect } from '@/shared/members/MembersSelect'
import { useRefreshStudy } from '@/shared/study/api'
import { release, takeIn } from '../api'
import type { Group, Person } from '../types'
import { formTexts } from './formTexts'

interface Props {
  group: Group
  /** Who leaves; without them people are taken in. */
  person?: Person
  onClose: () => void
}

/** People come into a group from a day on, or leave it by their last day. */
export default function PeopleDialog({ group, person, onClose }: Props) {
  const t = useText(formTexts)
  const refresh = useRefreshStudy()
  const today = cityDate(new Date())
  const rules = [{ required: true, message: t.required }]
  if (person) {
    return (
      <FormDialog<{ to_on: string }, Group>
        title={t.releaseTitle(person.member.name)}
        note={t.releaseNote}
        ok={t.release}
        done={t.released}
        initialValues={{ to_on: today }}
        send={({ to_on }, key) => release(group, { member_id: person.member.id, to_on }, key)}
        onDone={() => refresh()}
        onClose={onClose}
      >
        <Form.Item name="to_on" label={t.to} rules={rules}>
          <DayPicker min={person.from_on} />
        </Form.Item>
      </FormDialog>
    )
  }
  return (
    <FormDialog<{ member_ids: string[]; from_on: string }, Group>
      title={t.addTitle}
      ok={t.add}
      done={t.added}
      initialValues={{ from_on: today }}
      send={(values, key) => takeIn(group, values, key)}
      onDone={() => refresh()}
      onClose={onClose}
    >
      <Form.Item name="member_ids" label={t.members} rules={rules}>
        <MembersSelect branchId={group.branch?.id} />
      </Form.Item>
      <Form.Item name="from_on" label={t.from} rules={rules}>
        <DayPicker min={group.formed_on} />
      </Form.Item>
    </FormDialog>
  )
}
