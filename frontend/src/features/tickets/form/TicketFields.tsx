import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import type { ReactElement } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { DueInput } from '@/shared/forms/DueInput'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { SOURCE_KINDS, TICKET_KINDS, URGENCIES } from '@/shared/tickets/labels'
import styles from './form.module.css'
import { MilestoneFields } from './MilestoneFields'
import { formTexts } from './texts'

/** The fields of a ticket by their names in the API, in the order in which they are asked. */
export const FIELD_ORDER = [
  'title',
  'requirement',
  'lead_branch_id',
  'supporting_branch_ids',
  'owner',
  'leader',
  'due_on',
  'kind',
  'urgency',
  'source',
  'milestones',
] as const

export type TicketField = (typeof FIELD_ORDER)[number]

const FIELDS: Record<TicketField, () => ReactElement> = {
  title: TitleField,
  requirement: RequirementField,
  lead_branch_id: LeadField,
  supporting_branch_ids: SupportingField,
  owner: () => <PersonField name="owner" />,
  leader: () => <PersonField name="leader" />,
  due_on: DueField,
  kind: KindField,
  urgency: UrgencyField,
  source: SourceFields,
  milestones: MilestoneFields,
}

/** Some of a ticket's fields: all of them for a draft, what may be changed for an amendment. */
export function TicketFields({ only }: { only?: readonly string[] }) {
  return (
    <>
      {FIELD_ORDER.filter((name) => only === undefined || only.includes(name)).map((name) => {
        const Field = FIELDS[name]
        return <Field key={name} />
      })}
    </>
  )
}

function TitleField() {
  const t = useText(formTexts)
  const rules = [{ required: true, whitespace: true, message: t.required(t.title) }]
  return (
    <Form.Item name="title" label={t.title} extra={t.titleHelp} rules={rules}>
      <Input maxLength={200} showCount />
    </Form.Item>
  )
}

function RequirementField() {
  const t = useText(formTexts)
  const rules = [{ required: true, whitespace: true, message: t.required(t.requirement) }]
  return (
    <Form.Item name="requirement" label={t.requirement} extra={t.requirementHelp} rules={rules}>
      <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} maxLength={10_000} />
    </Form.Item>
  )
}

function LeadField() {
  const t = useText(formTexts)
  const rules = [{ required: true, message: t.chooseRequired(t.lead) }]
  return (
    <Form.Item name="lead_branch_id" label={t.lead} extra={t.leadHelp} rules={rules}>
      <BranchSelect />
    </Form.Item>
  )
}

function SupportingField() {
  const t = useText(formTexts)
  return (
    <Form.Item name="supporting_branch_ids" label={t.supporting} extra={t.supportingHelp}>
      <BranchSelect multiple allowClear />
    </Form.Item>
  )
}

function PersonField({ name }: { name: 'owner' | 'leader' }) {
  const t = useText(formTexts)
  return (
    <Form.Item name={name} label={t[name]} className={styles.short}>
      <Input maxLength={60} autoComplete="off" />
    </Form.Item>
  )
}

function DueField() {
  const t = useText(formTexts)
  return (
    <Form.Item name="due_on" label={t.due} extra={t.dueHelp}>
      <DueInput />
    </Form.Item>
  )
}

function KindField() {
  const t = useText(formTexts)
  const options = useOptions(TICKET_KINDS)
  const rules = [{ required: true, message: t.chooseRequired(t.kind) }]
  return (
    <Form.Item name="kind" label={t.kind} rules={rules} className={styles.short}>
      <Select options={options} />
    </Form.Item>
  )
}

function UrgencyField() {
  const t = useText(formTexts)
  const options = useOptions(URGENCIES)
  return (
    <Form.Item name="urgency" label={t.urgency} className={styles.short}>
      <Select options={options} />
    </Form.Item>
  )
}

function SourceFields() {
  const t = useText(formTexts)
  const options = useOptions(SOURCE_KINDS)
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t.source}</legend>
      <Form.Item name={['source', 'kind']} label={t.sourceKind} className={styles.short}>
        <Select options={options} allowClear />
      </Form.Item>
      <Form.Item name={['source', 'title']} label={t.sourceTitle}>
        <Input maxLength={200} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name={['source', 'document_no']} label={t.documentNo}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={['source', 'item']} label={t.item} extra={t.itemHelp}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </fieldset>
  )
}
