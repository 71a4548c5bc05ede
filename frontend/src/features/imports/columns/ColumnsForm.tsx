import Button from 'antd/es/button'
import Select from 'antd/es/select'
import { useId, useState } from 'react'
import { useSubmit } from '@/shared/forms/submit'
import { useLabel, useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { amendImport, useShowImport } from '../api'
import { FIELDS } from '../labels'
import type { Import, ImportAmendment, ImportField } from '../types'
import styles from './columns.module.css'
import { claimedTwice, columnLetter, mappingOf, stillMissing, toBody } from './mapping'
import { columnTexts } from './texts'

interface Props {
  found: Import
  onDone?: () => void
}

/** Which sheet is read and what its columns are; sent, the file is read again. */
export default function ColumnsForm({ found, onDone }: Props) {
  const t = useText(columnTexts)
  const label = useLabel()
  const id = useId()
  const show = useShowImport()
  const fields = useOptions(FIELDS)
  const { columns = [], name = '', others = [] } = found.sheet ?? {}
  const [mapping, setMapping] = useState(() => mappingOf(columns))
  const [sheet, setSheet] = useState(name)
  const { submit, pending } = useSubmit({
    send: (body: ImportAmendment) => amendImport(found, body),
    onDone: (reading) => {
      show(reading)
      onDone?.()
    },
  })
  const namesOf = (list: ImportField[]) => list.map((field) => label(FIELDS[field])).join('、')
  const elsewhere = sheet !== name
  const twice = claimedTwice(mapping)
  const missing = stillMissing(mapping)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit(elsewhere ? { sheet, mapping: {} } : { mapping: toBody(mapping) })
      }}
    >
      <p>{t.note}</p>
      {others.length > 0 && (
        <div className={styles.line}>
          <label htmlFor={`${id}-sheet`}>{t.sheet}</label>
          <Select
            id={`${id}-sheet`}
            value={sheet}
            onChange={setSheet}
            options={[name, ...others].map((value) => ({ value, label: value }))}
          />
        </div>
      )}
      {!elsewhere &&
        columns.map(({ index, header }) => (
          <div key={index} className={styles.line}>
            <label htmlFor={`${id}-${index}`}>{header || t.nameless(columnLetter(index))}</label>
            <Select<ImportField | ''>
              id={`${id}-${index}`}
              value={mapping[index] ?? ''}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(field) => setMapping((known) => ({ ...known, [index]: field }))}
              options={[{ value: '', label: t.unread }, ...fields]}
            />
          </div>
        ))}
      {!elsewhere && (
        <div className={styles.fault} role="status">
          {twice[0] && <p>{t.twice(label(FIELDS[twice[0]]))}</p>}
          {missing.length > 0 && <p>{t.missing(namesOf(missing))}</p>}
        </div>
      )}
      <Button
        type="primary"
        htmlType="submit"
        loading={pending}
        disabled={!elsewhere && (twice.length > 0 || missing.length > 0)}
      >
        {t.send}
      </Button>
    </form>
  )
}
