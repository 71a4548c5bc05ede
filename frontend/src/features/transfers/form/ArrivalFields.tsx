import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import styles from './form.module.css'
import { MonthPicker } from './MonthPicker'
import { formTexts } from './texts'
import { OutsideFields, ReasonField } from './WishFields'

/** The branch of one's own that somebody shall join. */
export function KeptBranchField() {
  const t = useText(formTexts)
  return (
    <Form.Item
      name="to_branch_id"
      label={t.keptBranch}
      rules={[{ required: true, message: t.needed(t.keptBranch) }]}
    >
      <BranchSelect />
    </Form.Item>
  )
}

/** Name and ID number, for whoever is not on the own register; under `prefix` in the form. */
export function IdentityFields({ prefix }: { prefix: string[] }) {
  const t = useText(formTexts)
  return (
    <div className={styles.pair}>
      <Form.Item
        name={[...prefix, 'name']}
        label={t.name}
        rules={[{ required: true, whitespace: true, message: t.needed(t.name) }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={[...prefix, 'id_number']}
        label={t.idNumber}
        rules={[{ required: true, whitespace: true, message: t.needed(t.idNumber) }]}
      >
        <Input maxLength={24} autoComplete="off" />
      </Form.Item>
    </div>
  )
}

/** A letter brought from outside: the person, who sent them, the letter itself. */
export function ArrivalFields() {
  const t = useText(formTexts)
  const stage = Form.useWatch<string | undefined>(['person', 'stage'])
  const needed = (label: string) => [{ required: true, message: t.needed(label) }]
  return (
    <>
      <h2 className={styles.subtitle}>{t.person}</h2>
      <IdentityFields prefix={['person']} />
      <Form.Item name={['person', 'stage']} label={t.stage} rules={needed(t.stage)}>
        <Radio.Group
          options={(['full', 'probationary'] as const).map((value) => ({ value, label: t[value] }))}
        />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name={['person', 'joined_on']} label={t.joinedOn} rules={needed(t.joinedOn)}>
          <DayPicker />
        </Form.Item>
        {stage === 'full' && (
          <Form.Item name={['person', 'full_on']} label={t.fullOn} rules={needed(t.fullOn)}>
            <DayPicker />
          </Form.Item>
        )}
      </div>
      <Form.Item name={['person', 'phone']} label={t.phone}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <h2 className={styles.subtitle}>{t.source}</h2>
      <OutsideFields name="source" />
      <h2 className={styles.subtitle}>{t.letter}</h2>
      <div className={styles.pair}>
        <Form.Item name={['letter', 'number']} label={t.number} rules={needed(t.number)}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={['letter', 'dues_paid_until']} label={t.dues} rules={needed(t.dues)}>
          <MonthPicker />
        </Form.Item>
        <Form.Item name={['letter', 'issued_on']} label={t.issuedOn} rules={needed(t.issuedOn)}>
          <DayPicker />
        </Form.Item>
        <Form.Item name={['letter', 'valid_until']} label={t.validUntil} rules={needed(t.validUntil)}>
          <DayPicker />
        </Form.Item>
      </div>
      <KeptBranchField />
      <ReasonField />
    </>
  )
}
