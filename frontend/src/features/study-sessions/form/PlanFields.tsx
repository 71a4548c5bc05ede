import Form, { type FormInstance } from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import Select from 'antd/es/select'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useText } from '@/shared/i18n/texts'
import { MembersSelect } from '@/shared/members/MembersSelect'
import { useCan } from '@/shared/session/me'
import { MaterialSelect } from '@/shared/study/MaterialSelect'
import type { StudyKind } from '@/shared/study/types'
import { DocumentSelect } from './DocumentSelect'
import styles from './form.module.css'
import { GroupSelect } from './GroupSelect'
import { TimeFields } from './TimeFields'
import { formTexts } from './texts'
import type { PlanValues } from './values'

interface Props {
  form: FormInstance<PlanValues>
  kinds: readonly StudyKind[]
  /** The branch is known and stays. */
  fixedBranch: boolean
  /** Names of those who are expected already. */
  names?: ReadonlyMap<string, string>
}

/** The fields of a plan, in the order in which people say them. */
export function PlanFields({ form, kinds, fixedBranch, names }: Props) {
  const t = useText(formTexts)
  const mayReadDocuments = useCan()('source_document:read')
  const expected = Form.useWatch('expected', form)
  const branchId = Form.useWatch('branch_id', form)
  const offered = kinds.filter(
    ({ retired, declarable, code }) => !retired && (!declarable || code === 'training_course'),
  )
  return (
    <>
      <Form.Item
        name="topic"
        label={t.topic}
        rules={[{ required: true, whitespace: true, message: t.topicNeeded }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="kind" label={t.kind} rules={[{ required: true, message: t.kindNeeded }]}>
        <Select options={offered.map(({ code, label }) => ({ value: code, label }))} />
      </Form.Item>
      <TimeFields form={form} />
      <div className={styles.pair}>
        <Form.Item name="place" label={t.place}>
          <Input maxLength={200} placeholder={t.optional} />
        </Form.Item>
        <Form.Item name="host" label={t.host}>
          <Input maxLength={200} placeholder={t.optional} />
        </Form.Item>
      </div>
      <Form.Item name="material" label={t.material} extra={t.materialHelp}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="material_id" label={t.compulsory} extra={t.compulsoryHelp} hidden={!branchId}>
        <MaterialSelect branchId={branchId} />
      </Form.Item>
      {mayReadDocuments && (
        <Form.Item name="source_document_id" label={t.source} extra={t.sourceHelp}>
          <DocumentSelect />
        </Form.Item>
      )}
      <Form.Item
        name="branch_id"
        label={t.branch}
        hidden={fixedBranch}
        rules={[{ required: true, message: t.branchNeeded }]}
      >
        <BranchSelect />
      </Form.Item>
      <Form.Item name="expected" label={t.expected}>
        <Radio.Group
          options={[
            { value: 'branch', label: t.expectedBranch },
            { value: 'subtree', label: t.expectedSubtree },
            { value: 'named', label: t.expectedNamed },
            { value: 'group', label: t.expectedGroup },
          ]}
        />
      </Form.Item>
      {expected === 'group' && (
        <Form.Item
          name="group_id"
          label={t.group}
          extra={t.groupHelp}
          rules={[{ required: true, message: t.groupNeeded }]}
        >
          <GroupSelect branchId={branchId} />
        </Form.Item>
      )}
      {expected === 'named' && (
        <Form.Item name="member_ids" label={t.names} rules={[{ required: true, message: t.namesNeeded }]}>
          <MembersSelect branchId={branchId} names={names} />
        </Form.Item>
      )}
    </>
  )
}
