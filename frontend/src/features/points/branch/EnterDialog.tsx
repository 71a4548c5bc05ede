import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import { useState } from 'react'
import { SecrecyNotice } from '@/shared/files/SecrecyNotice'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { SubmitForm } from '@/shared/forms/SubmitForm'
import { useSubmit } from '@/shared/forms/submit'
import { useText } from '@/shared/i18n/texts'
import type { SchemeKind } from '@/shared/points/types'
import { Dialog } from '@/shared/ui/Dialog'
import { toast } from '@/shared/ui/toast'
import { attachEvidence, enterPoints, useRefresh } from '../api'
import { RuleText } from '../RuleText'
import { byHand, standingOn } from '../rules'
import type { BranchLine } from '../types'
import { useRules } from '../useRules'
import { EvidenceFiles } from './EvidenceFiles'
import { branchTexts } from './texts'

interface Props {
  members: readonly BranchLine[]
  schemeId: string
  kind: SchemeKind
  onClose: () => void
}

interface Values {
  member_id: string
  rule_code: string
  occurred_on: string
  quantity?: number
  evidence?: string
}

/** Points by hand: for whom, under which rule, when, on what evidence. */
export default function EnterDialog({ members, schemeId, kind, onClose }: Props) {
  const t = useText(branchTexts)
  const refresh = useRefresh()
  const [form] = Form.useForm<Values>()
  const [files, setFiles] = useState<File[]>([])
  const rules = useRules(schemeId)
  const day = Form.useWatch('occurred_on', form) ?? cityDate(new Date())
  const code = Form.useWatch('rule_code', form)
  const offered = standingOn(rules.data ?? [], day).filter(byHand)
  const rule = offered.find((one) => one.code === code)
  const { submit, pending } = useSubmit({
    form,
    send: async (values: Values, key) => {
      let made = await enterPoints(
        { quantity: 1, ...values, evidence: values.evidence?.trim() || null, kind },
        key,
      )
      for (const [place, file] of files.entries()) {
        try {
          made = await attachEvidence(made, file, `${key}-${place}`)
        } catch {
          // The points stand already: a second attempt would enter them twice.
          toast.problem(t.fileFailed(file.name))
        }
      }
      return made
    },
    onDone: async () => {
      onClose()
      toast.done(t.entered)
      await refresh()
    },
  })
  return (
    <Dialog title={t.enter} okText={t.enter} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <SubmitForm
        form={form}
        initialValues={{ occurred_on: cityDate(new Date()) }}
        onSubmit={submit}
        label={t.enter}
      >
        <Form.Item name="member_id" label={t.member} rules={[{ required: true, message: t.memberRequired }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t.memberPlaceholder}
            options={members.map(({ member }) => ({ value: member.id, label: member.name }))}
          />
        </Form.Item>
        <Form.Item name="occurred_on" label={t.day} rules={[{ required: true, message: t.dayRequired }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item
          name="rule_code"
          label={t.rule}
          rules={[{ required: true, message: t.ruleRequired }]}
          extra={rule && <RuleText rule={rule} />}
        >
          <Select
            placeholder={t.rulePlaceholder}
            options={offered.map(({ code: value, title, head_label }) => ({
              value,
              label: `${head_label} · ${title}（${value}）`,
            }))}
          />
        </Form.Item>
        {rule?.per_unit && (
          <Form.Item name="quantity" label={t.quantity} extra={t.quantityHelp} initialValue={1}>
            <InputNumber min={0.01} max={1000} />
          </Form.Item>
        )}
        <Form.Item
          name="evidence"
          label={t.evidence}
          extra={t.evidenceHelp}
          rules={[
            { required: rule?.evidence_required ?? false, whitespace: true, message: t.evidenceRequired },
          ]}
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <EvidenceFiles files={files} onChange={setFiles} />
        <SecrecyNotice />
      </SubmitForm>
    </Dialog>
  )
}
