import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import styles from './form.module.css'
import { formTexts } from './texts'

/** Nodes of the plan: by this day, so many percent. */
export function MilestoneFields() {
  const t = useText(formTexts)
  const rules = [{ required: true, message: t.milestoneNeeds }]
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t.milestones}</legend>
      <p className={styles.help}>{t.milestonesHelp}</p>
      <Form.List name="milestones">
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={styles.milestone}>
                <Form.Item name={[name, 'due_on']} rules={rules}>
                  <DayPicker aria-label={t.milestoneDue(name + 1)} />
                </Form.Item>
                <Form.Item name={[name, 'percent']} rules={rules}>
                  <InputNumber
                    aria-label={t.milestonePercent(name + 1)}
                    min={1}
                    max={99}
                    precision={0}
                    suffix="%"
                  />
                </Form.Item>
                <Form.Item name={[name, 'title']} rules={rules}>
                  <Input
                    aria-label={t.milestoneTitle(name + 1)}
                    placeholder={t.milestoneTitleHint}
                    maxLength={200}
                  />
                </Form.Item>
                <Button type="text" aria-label={t.removeMilestone(name + 1)} onClick={() => remove(name)}>
                  ×
                </Button>
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button type="dashed" onClick={() => add()} disabled={fields.length >= 20}>
              {t.addMilestone}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
