import Checkbox from 'antd/es/checkbox'
import Form, { type Rule } from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import { useCodes } from '../useCodes'
import { useWords } from '../words'
import { IdNumberInput, idFault } from './IdNumberInput'
import { checkId } from './idNumber'
import { formTexts } from './texts'

export type FieldName =
  | 'name'
  | 'id_number'
  | 'ethnicity'
  | 'education'
  | 'branch'
  | 'joined_on'
  | 'full_on'
  | 'stage_since'
  | 'post'
  | 'phone'
  | 'address'
  | 'pay_base'
  | 'lost_contact'
  | 'lost_contact_since'
  | 'floating'
  | 'floating_to'

const DAYS = new Set<FieldName>(['joined_on', 'full_on', 'stage_since', 'lost_contact_since'])
/** Fields of a whole line; the others are names. */
const LONG = new Set<FieldName>(['address', 'floating_to'])
const TICKS = new Set<FieldName>(['lost_contact', 'floating'])

interface Props {
  name: FieldName
  required?: boolean
  /** One line under the input. */
  help?: ReactNode
  placeholder?: string
}

/** One field of a member's record, by the name it has in the API. */
export function MemberField({ name, required = false, help, placeholder }: Props) {
  const t = useText(formTexts)
  const label = useWords().field(name)
  if (TICKS.has(name)) {
    return (
      <Form.Item name={name} valuePropName="checked">
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    )
  }
  const rules: Rule[] = []
  if (required) rules.push({ required, message: t.needed(label) })
  if (name === 'id_number') {
    rules.push({
      validator: async (_, value: string | undefined) => {
        const fault = value ? idFault(checkId(value, new Date()), t) : null
        if (fault !== null) throw new Error(fault)
      },
    })
  }
  return (
    <Form.Item name={name} label={label} extra={help} rules={rules}>
      <FieldInput name={name} placeholder={placeholder} />
    </Form.Item>
  )
}

interface InputProps {
  name: FieldName
  placeholder?: string
  /** Given by the form. */
  id?: string
  value?: string
  onChange?: (value: unknown) => void
}

function FieldInput({ name, ...rest }: InputProps) {
  if (name === 'id_number') return <IdNumberInput {...rest} />
  if (name === 'branch') return <BranchSelect {...rest} />
  if (name === 'ethnicity' || name === 'education') return <CodeSelect list={name} {...rest} />
  if (DAYS.has(name)) return <DayPicker {...rest} />
  return <Input {...rest} autoComplete="off" maxLength={LONG.has(name) ? 200 : 40} />
}

interface CodeProps extends Omit<InputProps, 'name'> {
  list: 'ethnicity' | 'education'
}

function CodeSelect({ list, ...rest }: CodeProps) {
  const t = useText(formTexts)
  const { options } = useCodes()
  return (
    <Select
      {...rest}
      allowClear={list === 'education'}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={rest.placeholder ?? t.choose}
      options={options(list)}
    />
  )
}
