import Button from 'antd/es/button'
import InputNumber from 'antd/es/input-number'
import { useState } from 'react'
import { useText } from '@/shared/i18n/texts'
import { ROWS_A_PAGE } from '../api'
import type { ImportRow } from '../types'
import styles from './preview.module.css'
import { previewTexts } from './texts'

interface Props {
  rows: readonly ImportRow[]
  atStart: boolean
  onFirst: () => void
  onPrevious?: () => void
  onNext?: () => void
  onJump: (number: number) => void
}

const LAST_ROW = 2_000_000

/** Turns the pages of a preview; a row is found by its number in the sheet. */
export function Pager({ rows, atStart, onFirst, onPrevious, onNext, onJump }: Props) {
  const t = useText(previewTexts)
  const [number, setNumber] = useState<number | null>(null)
  const [first, last] = [rows[0], rows.at(-1)]
  if (atStart && !onNext && rows.length < ROWS_A_PAGE) return null
  return (
    <nav className={`${styles.pager} no-print`} aria-label={t.pages}>
      <Button onClick={onFirst} disabled={atStart}>
        {t.first}
      </Button>
      <Button onClick={onPrevious} disabled={!onPrevious}>
        {t.previous}
      </Button>
      <span>{first && last && t.range(first.number, last.number)}</span>
      <Button onClick={onNext} disabled={!onNext}>
        {t.next}
      </Button>
      <form
        className={styles.jump}
        onSubmit={(event) => {
          event.preventDefault()
          if (number !== null) onJump(number)
        }}
      >
        <InputNumber<number>
          className={styles.number}
          aria-label={t.jump}
          placeholder={t.jump}
          min={1}
          max={LAST_ROW}
          precision={0}
          controls={false}
          value={number}
          onChange={setNumber}
        />
        <Button htmlType="submit">{t.go}</Button>
      </form>
    </nav>
  )
}
