import Form, { type FormInstance } from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { DayPicker } from '@/shared/forms/DayPicker'
import { useText } from '@/shared/i18n/texts'
import { hoursText } from '@/shared/study/hours'
import type { StudyLength } from '@/shared/study/types'
import { useHours } from '../api'
import type { CountedHours } from '../types'
import styles from './form.module.css'
import { formTexts } from './texts'
import { momentsOf, type PlanValues, USUAL_TIMES } from './values'

const LENGTHS: StudyLength[] = ['lessons', 'half_day', 'day']

/** When, and how many hours of study that makes, explained. */
export function TimeFields({ form }: { form: FormInstance<PlanValues> }) {
  const t = useText(formTexts)
  const length = Form.useWatch('length', form)
  const needed = (message: string) => [{ required: true, message }]
  return (
    <>
      <Form.Item name="length" label={t.length}>
        <Radio.Group
          optionType="button"
          options={LENGTHS.map((value) => ({ value, label: t[value as 'day'] }))}
          onChange={({ target }) => form.setFieldsValue(USUAL_TIMES[target.value as StudyLength])}
        />
      </Form.Item>
      <div className={styles.times}>
        <Form.Item name="from" label={t.day1} rules={needed(t.dayNeeded)}>
          <DayPicker />
        </Form.Item>
        {length === 'day' && (
          <Form.Item name="to" label={t.lastDay}>
            <DayPicker />
          </Form.Item>
        )}
        <Form.Item name="begins" label={t.begins} rules={needed(t.timeNeeded)}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="ends" label={t.ends} rules={needed(t.timeNeeded)}>
          <Input type="time" />
        </Form.Item>
      </div>
      <Hours form={form} />
    </>
  )
}

function Hours({ form }: { form: FormInstance<PlanValues> }) {
  const t = useText(formTexts)
  const values = Form.useWatch([], form) as PlanValues | undefined
  const times = values?.from && values.begins && values.ends ? momentsOf(values) : null
  const asked = times !== null && times.ends_at > times.starts_at
  const counted = useHours(asked && values ? { ...times, length: values.length } : null)
  if (!times || !values) return null
  return (
    <p className={styles.hours} aria-live="polite">
      {asked ? counted.data && hoursWords(counted.data, values.length, t) : t.endsAfter}{' '}
      <span>{t.hoursNever}</span>
    </p>
  )
}

function hoursWords(
  { hours, days, minutes, rules }: CountedHours,
  length: StudyLength,
  t: ReturnType<typeof useText<typeof formTexts.zh>>,
) {
  if (Number(hours) === 0) return t.hoursNone(rules.lesson_minutes)
  const said = hoursText(hours)
  if (length === 'half_day') return t.hoursHalf(said)
  if (length === 'day') return t.hoursDay(said, days, hoursText(rules.day))
  return t.hoursLessons(said, minutes, rules.lesson_minutes, hoursText(rules.day))
}
