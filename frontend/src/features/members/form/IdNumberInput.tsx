import Input from 'antd/es/input'
import { cityDate } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLabel } from '@/shared/i18n/labels'
import { type textIn, useText } from '@/shared/i18n/texts'
import { fullYears } from '../age'
import { SEXES } from '../labels'
import styles from './form.module.css'
import { checkId, type IdCheck } from './idNumber'
import { formTexts } from './texts'

type Phrases = ReturnType<typeof textIn<(typeof formTexts)['zh']>>

/** What is wrong with a number, in words; null when nothing is. */
export function idFault(check: IdCheck, t: Phrases): string | null {
  if (check.fault === null) return null
  return check.fault === 'length' ? t.length(check.length) : t[check.fault]
}

interface Props {
  id?: string
  value?: string
  onChange?: (text: string) => void
  placeholder?: string
}

const WHOLE = 18

/** An ID number; while it is typed, says whether it can be right and what it tells. */
export function IdNumberInput({ value = '', onChange, ...rest }: Props) {
  const t = useText(formTexts)
  const said = useRecordDay()
  const label = useLabel()
  const check = checkId(value, new Date())
  const hint =
    check.fault === null
      ? t.born(
          said(check.birthDate),
          label(SEXES[check.sex]),
          fullYears(check.birthDate, cityDate(new Date())),
        )
      : // Nobody is told off while still typing.
        value.trim().length >= WHOLE && idFault(check, t)
  return (
    <>
      <Input
        {...rest}
        value={value}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <span className={check.fault === null ? styles.good : styles.doubt} aria-live="polite">
        {hint}
      </span>
    </>
  )
}
