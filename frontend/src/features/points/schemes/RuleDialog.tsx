import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Radio from 'antd/es/radio'
import Select from 'antd/es/select'
import { cityDate } from '@/shared/format/dates'
import { DayPicker } from '@/shared/forms/DayPicker'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useLabel, useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { HEADS, PERIODS } from '@/shared/points/labels'
import styles from '@/shared/ui/blocks.module.css'
import { useRefresh } from '../api'
import type { Rule, RuleInput, Scheme } from '../types'
import { addRule, changeRule } from './api'
import { ruleTexts } from './ruleTexts'
import { SOURCES, type SourceName, splitSource } from './sources'

interface Props {
  scheme: Scheme
  /** The version to be changed; without it a new rule. */
  rule?: Rule
  onClose: () => void
}

type Values = Omit<RuleInput, 'source_kind'> & { source_kind: string; suffix?: string }

function startOf(scheme: Scheme, rule: Rule | undefined): Partial<Values> {
  if (rule === undefined) {
    return {
      direction: 'plus',
      points: 1,
      source_kind: 'study_session',
      effective_from: scheme.state === 'draft' ? `${scheme.year}-01-01` : cityDate(new Date()),
    }
  }
  const { source, suffix } = splitSource(rule.source_kind)
  // A published rule changes from today on; its old first day would be refused.
  const effective_from = scheme.state === 'draft' ? rule.effective_from : cityDate(new Date())
  return { ...rule, source_kind: source, suffix, effective_from }
}

/** One rule: what it is for, what it gives, from which confirmed facts. Refusals stand at their field. */
export default function RuleDialog({ scheme, rule, onClose }: Props) {
  const t = useText(ruleTexts)
  const refresh = useRefresh()
  const published = scheme.state !== 'draft'
  const title = rule === undefined ? t.add : published ? t.change(rule.code) : t.edit(rule.code)
  return (
    <FormDialog<Values, Scheme>
      width={680}
      title={title}
      note={
        <>
          {rule && published && <p>{t.changeNote}</p>}
          <p className={styles.notice}>{t.limits}</p>
        </>
      }
      ok={t.save}
      done={t.saved}
      initialValues={startOf(scheme, rule)}
      send={({ suffix, ...values }, key) => {
        const body: RuleInput = {
          ...values,
          code: rule?.code ?? values.code,
          source_kind: suffix ? `${values.source_kind}.${suffix}` : values.source_kind,
          cap: values.cap ?? null,
          cap_period: values.cap ? (values.cap_period ?? null) : null,
        }
        return rule ? changeRule(scheme, body) : addRule(scheme, body, key)
      }}
      onDone={refresh}
      onClose={onClose}
    >
      <WhatFor known={rule !== undefined} />
      <HowMuch />
      <FromWhat mayRetire={rule !== undefined && published} />
    </FormDialog>
  )
}

function WhatFor({ known }: { known: boolean }) {
  const t = useText(ruleTexts)
  const heads = useOptions(HEADS)
  return (
    <>
      <div className={styles.pair}>
        <Form.Item
          name="code"
          label={t.code}
          extra={t.codeHelp}
          rules={[
            { required: true, message: t.required },
            { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/, message: t.codePattern },
          ]}
        >
          <Input maxLength={40} disabled={known} />
        </Form.Item>
        <Form.Item name="head" label={t.head} rules={[{ required: true, message: t.required }]}>
          <Select options={heads} />
        </Form.Item>
      </div>
      <Form.Item
        name="title"
        label={t.title}
        extra={t.titleHelp}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}

function HowMuch() {
  const t = useText(ruleTexts)
  const periods = useOptions(PERIODS)
  const capped = Boolean(Form.useWatch('cap'))
  return (
    <>
      <div className={styles.pair}>
        <Form.Item name="direction" label={t.direction}>
          <Radio.Group
            options={[
              { value: 'plus', label: t.plus },
              { value: 'minus', label: t.minus },
            ]}
          />
        </Form.Item>
        <Form.Item name="points" label={t.points} rules={[{ required: true, message: t.required }]}>
          <InputNumber min={1} max={1000} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name="per_unit" valuePropName="checked">
        <Checkbox>{t.perUnit}</Checkbox>
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="cap" label={t.cap} extra={t.capHelp}>
          <InputNumber min={1} max={10_000} precision={0} />
        </Form.Item>
        <Form.Item
          name="cap_period"
          label={t.period}
          dependencies={['cap']}
          rules={[{ required: capped, message: t.required }]}
        >
          <Select allowClear options={periods} disabled={!capped} />
        </Form.Item>
      </div>
    </>
  )
}

function FromWhat({ mayRetire }: { mayRetire: boolean }) {
  const t = useText(ruleTexts)
  const label = useLabel()
  const source = SOURCES[Form.useWatch('source_kind') as SourceName]
  return (
    <>
      <div className={styles.pair}>
        <Form.Item
          name="source_kind"
          label={t.source}
          extra={source && label(source.means)}
          rules={[{ required: true, message: t.required }]}
        >
          <Select
            options={Object.entries(SOURCES).map(([value, { name }]) => ({ value, label: label(name) }))}
          />
        </Form.Item>
        <Form.Item
          name="suffix"
          label={t.suffix}
          extra={t.suffixHelp}
          rules={[{ pattern: /^[a-z][a-z_]*$/, message: t.suffixPattern }]}
        >
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="evidence_required" valuePropName="checked">
        <Checkbox>{t.evidence}</Checkbox>
      </Form.Item>
      <Form.Item
        name="basis"
        label={t.basis}
        extra={t.basisHelp}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="effective_from" label={t.from} rules={[{ required: true, message: t.required }]}>
        <DayPicker />
      </Form.Item>
      {mayRetire && (
        <Form.Item name="retired" valuePropName="checked">
          <Checkbox>{t.retired}</Checkbox>
        </Form.Item>
      )}
    </>
  )
}
