import Form, { type Rule } from 'antd/es/form'
import Input from 'antd/es/input'
import type { ReactNode } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { DueInput } from '@/shared/forms/DueInput'
import { PercentInput } from '@/shared/forms/PercentInput'
import { defineTexts, useText } from '@/shared/i18n/texts'

const texts = defineTexts(
  {
    comment: '说明',
    due_on: '时限',
    progress_percent: '完成进度',
    outcome: '办理结果',
    conclusion: '审核结论',
    branch_id: '单位',
    required: (label: string) => `请填写${label}`,
    percentHelp: '0 到 100 的整数',
    outcomeHelp: '写明做了什么、达到什么效果，依据材料在哪里。',
  },
  {
    comment: 'Comment',
    due_on: 'Due date',
    progress_percent: 'Progress',
    outcome: 'Outcome',
    conclusion: 'Conclusion',
    branch_id: 'Unit',
    required: (label) => `${label} is required`,
    percentHelp: 'A whole number from 0 to 100',
    outcomeHelp: 'What was done, with what effect, and where the papers are.',
  },
)

type KnownField = 'comment' | 'due_on' | 'progress_percent' | 'outcome' | 'conclusion' | 'branch_id'

const INPUTS: Record<KnownField, ReactNode> = {
  comment: <Input.TextArea rows={4} maxLength={2000} />,
  due_on: <DueInput />,
  progress_percent: <PercentInput />,
  outcome: <Input.TextArea rows={5} maxLength={5000} />,
  conclusion: <Input.TextArea rows={4} maxLength={2000} />,
  branch_id: <BranchSelect />,
}

const isKnown = (name: string): name is KnownField => name in INPUTS

const TEXTS = new Set(['comment', 'outcome', 'conclusion'])

function rulesFor(name: string, required: boolean, message: string, ownInput: boolean): Rule[] {
  if (!required) return []
  // Blank text is no answer; on numbers and dates `whitespace` would refuse every value.
  return TEXTS.has(name) || !(isKnown(name) || ownInput)
    ? [{ required, whitespace: true, message }]
    : [{ required, message }]
}

/** How one step draws a field, where the field's usual look says too little. */
export interface FieldLook {
  label?: string
  help?: ReactNode
  input?: ReactNode
}

interface Props {
  name: string
  required: boolean
  look?: FieldLook
}

/** One field of a workflow step, by the name it has in the API. */
export function ActionField({ name, required, look = {} }: Props) {
  const t = useText(texts)
  const label = look.label ?? (isKnown(name) ? t[name] : name)
  const help = look.help ?? { progress_percent: t.percentHelp, outcome: t.outcomeHelp }[name]
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      rules={rulesFor(name, required, t.required(label), look.input !== undefined)}
    >
      {look.input ?? (isKnown(name) ? INPUTS[name] : <Input />)}
    </Form.Item>
  )
}
