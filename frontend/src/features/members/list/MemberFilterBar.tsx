import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import type { ReactNode } from 'react'
import { BranchSelect } from '@/shared/branches/BranchSelect'
import { useOptions } from '@/shared/i18n/labels'
import { useText } from '@/shared/i18n/texts'
import { FilterBar } from '@/shared/lists/FilterBar'
import { countActive, type MemberFilters } from '../filters'
import { SEXES, SORTS, STANDINGS } from '../labels'
import styles from './list.module.css'
import { listTexts } from './texts'

interface Props {
  filters: MemberFilters
  change: (part: Partial<MemberFilters>, options?: { replace?: boolean }) => void
  clear: () => void
  /** The tree stands beside the list: no need to choose a branch here. */
  besideTree: boolean
}

/** Search, branch, standing, lost contact, floating; sex, level and order in the sheet. */
export function MemberFilterBar({ filters, change, clear, besideTree }: Props) {
  const t = useText(listTexts)
  const standings = useOptions(STANDINGS)
  return (
    <FilterBar
      search={filters.q}
      onSearch={(q) => change({ q }, { replace: true })}
      placeholder={t.search}
      activeCount={countActive(filters)}
      onClear={clear}
      filters={
        <>
          {!besideTree && (
            <div className={styles.unit}>
              <BranchSelect
                aria-label={t.unit}
                placeholder={t.unit}
                allowClear
                value={filters.branch_id || undefined}
                onChange={(id) => change({ branch_id: id ?? '', direct: false })}
              />
            </div>
          )}
          <Select
            mode="multiple"
            className={styles.standing}
            aria-label={t.standing}
            placeholder={t.standingRest}
            maxTagCount="responsive"
            value={filters.standing}
            options={standings}
            onChange={(standing) => change({ standing })}
          />
          <Checkbox
            checked={filters.lost_contact}
            onChange={(event) => change({ lost_contact: event.target.checked })}
          >
            {t.lost}
          </Checkbox>
          <Checkbox
            checked={filters.floating}
            onChange={(event) => change({ floating: event.target.checked })}
          >
            {t.floating}
          </Checkbox>
        </>
      }
      moreFilters={<MoreFilters filters={filters} change={change} />}
    />
  )
}

function MoreFilters({ filters, change }: Pick<Props, 'filters' | 'change'>) {
  const t = useText(listTexts)
  const sexes = useOptions(SEXES)
  const sorts = useOptions(SORTS)
  return (
    <>
      {filters.branch_id !== '' && (
        <Checkbox checked={filters.direct} onChange={(event) => change({ direct: event.target.checked })}>
          {t.direct}
        </Checkbox>
      )}
      <Choice label={t.sex}>
        <Select
          mode="multiple"
          aria-label={t.sex}
          placeholder={t.any}
          options={sexes}
          value={filters.sex}
          onChange={(sex) => change({ sex })}
        />
      </Choice>
      <Choice label={t.sort}>
        <Select
          aria-label={t.sort}
          options={sorts}
          value={filters.sort}
          onChange={(sort) => change({ sort })}
        />
      </Choice>
    </>
  )
}

/** A filter with its name above; the input carries the same name for screen readers. */
function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  )
}
