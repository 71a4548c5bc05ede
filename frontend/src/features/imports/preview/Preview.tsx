import { useState } from 'react'
import { usePhone } from '@/shared/browser/usePhone'
import { keysOf, useLabel } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { type Codec, oneOf, useUrlState } from '@/shared/lists/urlState'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { type RowQuery, useRows } from '../api'
import styles from '../imports.module.css'
import { CELL_MARKS, CELL_STATES, ROW_STATES } from '../labels'
import { importTexts } from '../texts'
import type { Import } from '../types'
import { fieldsOf } from './cells'
import { Pager } from './Pager'
import { PreviewGrid } from './PreviewGrid'
import previewStyles from './preview.module.css'
import { RowCards } from './RowCards'
import { previewTexts } from './texts'

const TABS = ['all', ...keysOf(ROW_STATES)] as const

const rowNumber = (): Codec<number> => ({
  read: ([value]) => (/^\d{1,7}$/.test(value ?? '') ? Number(value) : 0),
  write: (value) => (value > 0 ? [String(value)] : []),
})
const place = { rows: oneOf(['start', ...TABS], 'start'), after: rowNumber() }

/** The rows of the file with what was found, a page at a time; what needs looking at first. */
export function Preview({ found }: { found: Import }) {
  const t = useText(previewTexts)
  const label = useLabel()
  const phone = usePhone()
  const [start] = useState<RowQuery['state']>(() => (found.counts.invalid > 0 ? 'invalid' : 'all'))
  const [{ rows: chosen, after }, change] = useUrlState(place)
  const [trail, setTrail] = useState<number[]>([])
  const state: RowQuery['state'] = chosen === 'start' ? start : chosen
  const query: RowQuery = { state, after }
  const page = useRows(found.id, query)
  const turn = (to: number, past: number[]) => {
    setTrail(past)
    change({ after: to })
  }
  const rows = page.data?.items ?? []
  const next = page.data?.next_cursor
  const editable = found.state === 'previewed'
  const shown = {
    found,
    query,
    rows,
    fields: fieldsOf(found.sheet, rows),
    editable,
  }
  const total = keysOf(ROW_STATES).reduce((sum, key) => sum + found.counts[key], 0)

  return (
    <section aria-label={t.title}>
      <Verdict found={found} />
      <div className={previewStyles.head}>
        <ChoiceTabs
          label={t.filters}
          choices={TABS.map((key) => ({
            key,
            label: key === 'all' ? t.all : label(ROW_STATES[key]),
            count: key === 'all' ? total : found.counts[key],
          }))}
          chosen={state}
          onChoose={(key) => {
            setTrail([])
            change({ rows: key, after: 0 })
          }}
        />
        <Legend />
      </div>
      {page.isPending && <Loading />}
      {page.isError && <LoadFailure error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && rows.length === 0 && (
        <EmptyState title={t.none} compact>
          {t.noneText}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div aria-busy={page.isPlaceholderData}>
          {phone ? <RowCards {...shown} /> : <PreviewGrid key={`${state}:${rows[0]?.number}`} {...shown} />}
        </div>
      )}
      <Pager
        rows={rows}
        atStart={after === 0}
        onFirst={() => turn(0, [])}
        onPrevious={trail.length > 0 ? () => turn(trail.at(-1) ?? 0, trail.slice(0, -1)) : undefined}
        onNext={next ? () => turn(Number(next), [...trail, after]) : undefined}
        onJump={(number) => turn(number - 1, [])}
      />
    </section>
  )
}

/** Whether the file can be imported as it is, while that is still to be decided. */
function Verdict({ found }: { found: Import }) {
  const t = useText(importTexts)
  const p = useText(previewTexts)
  if (found.state !== 'previewed') return null
  const { counts } = found
  const problems = counts.invalid + counts.conflict
  if (found.available_actions.includes('commit')) return <p>{p.fine}</p>
  if (found.available_actions.includes('commit_valid_only')) return null
  return (
    <div className={`${styles.notice} ${previewStyles.verdict}`}>
      {problems > 0 ? t.allWrong : t.nothingToDo}
    </div>
  )
}

/** What the marks in cells mean. */
function Legend() {
  const label = useLabel()
  return (
    <ul className={previewStyles.legend}>
      {keysOf(CELL_STATES).map((state) => (
        <li key={state} className={previewStyles[`cell-${state}`]}>
          <span aria-hidden="true">{CELL_MARKS[state]}</span> {label(CELL_STATES[state])}
        </li>
      ))}
    </ul>
  )
}
