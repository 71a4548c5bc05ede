import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import { FormDialog } from '@/shared/forms/FormDialog'
import { useText } from '@/shared/i18n/texts'
import { thisYear } from '@/shared/points/year'
import { useRefreshStudy } from '@/shared/study/api'
import { requirementTexts } from '@/shared/study/requirementTexts'
import styles from '@/shared/ui/blocks.module.css'
import { amendFigure, setFigure } from '../api'
import type { Confidence, Figure } from '../types'
import { mayAmend } from './figures'
import { figureTexts } from './texts'

interface Props {
  figure: Figure
  branch: { id: string; name: string }
  onClose: () => void
}

interface Values {
  amount: number
  months?: number
  from_year: number
  basis: string
  confidence: Confidence
}

const YEARS_AHEAD = 3

/** Set a figure for an organisation from this or a later year on; correct one whose years are not over. */
export default function FigureDialog({ figure, branch, onClose }: Props) {
  const t = useText(figureTexts)
  const r = useText(requirementTexts)
  const refresh = useRefreshStudy()
  const amends = mayAmend(figure, branch.id)
  const rules = [{ required: true, message: t.required }]
  const unit = figure.unit === 'hours' ? t.unitHours : t.unitTimes
  return (
    <FormDialog<Values, Figure>
      title={t.setTitle(figure.label)}
      note={amends && figure.from_year ? t.amendNote(branch.name, figure.from_year) : t.setNote(branch.name)}
      ok={t.send}
      done={t.done}
      initialValues={{
        amount: Number(figure.amount),
        months: figure.months ?? undefined,
        from_year: thisYear(),
        basis: amends ? figure.basis : '',
        confidence: amends ? figure.confidence : 'P',
      }}
      send={({ from_year, ...values }, key) =>
        amends && figure.id && figure.version !== null
          ? amendFigure({ id: figure.id, version: figure.version }, values)
          : setFigure({ ...values, from_year, branch_id: branch.id, code: figure.code }, key)
      }
      onDone={() => refresh()}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Form.Item name="amount" label={t.newAmount(unit)} extra={t.amountHelp} rules={rules}>
          <InputNumber min={0} max={999} step={figure.unit === 'hours' ? 0.5 : 1} />
        </Form.Item>
        {figure.months !== null && (
          <Form.Item name="months" label={t.months} rules={rules}>
            <InputNumber min={1} max={36} />
          </Form.Item>
        )}
        {!amends && (
          <Form.Item name="from_year" label={t.fromYear} rules={rules}>
            <Select
              options={Array.from({ length: YEARS_AHEAD }, (_, ahead) => ({
                value: thisYear() + ahead,
                label: String(thisYear() + ahead),
              }))}
            />
          </Form.Item>
        )}
      </div>
      <Form.Item
        name="basis"
        label={t.newBasis}
        extra={t.basisHelp}
        rules={[{ required: true, whitespace: true, message: t.required }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="confidence" label={t.confidence} rules={rules}>
        <Select
          options={(['P', 'A', 'B', 'C'] as const).map((value) => ({
            value,
            label: `${value} ${r[value]}`,
          }))}
        />
      </Form.Item>
    </FormDialog>
  )
}
