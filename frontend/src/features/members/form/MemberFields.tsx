import Form from 'antd/es/form'
import Radio from 'antd/es/radio'
import Select from 'antd/es/select'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { STAGES, STANDINGS } from '../labels'
import { useWords } from '../words'
import { MemberField } from './fields'
import styles from './form.module.css'
import { formTexts } from './texts'
import { isDeveloping, type MemberValues } from './values'

/** The inputs of a registration: what the stage asks for, nothing that the ID number tells. */
export function MemberFields() {
  const t = useText(formTexts)
  const words = useWords()
  const stages = useOptions(STAGES)
  const standings = useOptions({ normal: STANDINGS.normal, suspended: STANDINGS.suspended })
  const form = Form.useFormInstance<MemberValues>()
  const stage = Form.useWatch('stage', form)
  const lost = Form.useWatch('lost_contact', form)
  const floating = Form.useWatch('floating', form)
  const inParty = stage !== undefined && !isDeveloping(stage)
  return (
    <>
      <MemberField name="name" required />
      <MemberField name="id_number" required help={t.sealedHelp} />
      <Form.Item
        name="stage"
        label={words.field('stage')}
        rules={[{ required: true, message: t.needed(words.field('stage')) }]}
      >
        <Radio.Group options={stages} />
      </Form.Item>
      <MemberField name="branch" required />
      {isDeveloping(stage) && (
        <MemberField name="stage_since" required={stage !== 'applicant'} help={t.sinceHelp} />
      )}
      {inParty && <MemberField name="joined_on" required help={t.joinedHelp} />}
      {stage === 'full' && <MemberField name="full_on" required help={t.fullHelp} />}
      <MemberField name="ethnicity" required />
      <MemberField name="education" />
      <MemberField name="post" />
      <MemberField name="phone" help={`${t.phoneHelp}；${t.sealedHelp}`} />
      <MemberField name="address" />
      {inParty && <MemberField name="pay_base" />}
      <fieldset className={styles.group}>
        <legend>{t.more}</legend>
        {inParty && (
          <Form.Item name="standing" label={words.field('standing')}>
            <Select options={standings} />
          </Form.Item>
        )}
        <MemberField name="floating" />
        {floating && <MemberField name="floating_to" />}
        {inParty && <MemberField name="lost_contact" />}
        {inParty && lost && <MemberField name="lost_contact_since" />}
      </fieldset>
    </>
  )
}
