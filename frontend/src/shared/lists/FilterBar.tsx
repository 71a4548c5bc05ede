import FilterOutlined from '@ant-design/icons/es/icons/FilterOutlined'
import SearchOutlined from '@ant-design/icons/es/icons/SearchOutlined'
import Badge from 'antd/es/badge'
import Button from 'antd/es/button'
import Drawer from 'antd/es/drawer'
import Input from 'antd/es/input'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { usePhone } from '@/shared/browser/usePhone'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from './lists.module.css'

const texts = defineTexts(
  {
    more: '筛选',
    clear: '清除筛选',
    title: '筛选条件',
    done: '完成',
    active: (n: number) => `已用 ${n} 个筛选条件`,
  },
  {
    more: 'Filters',
    clear: 'Clear filters',
    title: 'Filters',
    done: 'Done',
    active: (n) => `${n} filters in use`,
  },
)

const SEARCH_AFTER_MS = 300
/** The API searches for no more. */
const LONGEST_SEARCH = 60

interface Props {
  /** The search text in the URL. */
  search: string
  onSearch: (text: string) => void
  /** Says what can be searched: `名称、拼音、编号`. */
  placeholder: string
  /** At most four filters; on a phone they move into a sheet. */
  filters?: ReactNode
  /** Rare filters, always in the sheet. */
  moreFilters?: ReactNode
  /** How many filters are in use, for the badge and the clear button. */
  activeCount?: number
  onClear?: () => void
  /** Sits at the right end: export, bulk actions. */
  extra?: ReactNode
}

/** One search box (`/` focuses it) and the filters of a list. */
export function FilterBar({
  search,
  onSearch,
  placeholder,
  filters,
  moreFilters,
  activeCount = 0,
  onClear,
  extra,
}: Props) {
  const t = useText(texts)
  const phone = usePhone()
  const [sheetOpen, setSheetOpen] = useState(false)
  const hasSheet = Boolean(moreFilters) || (phone && Boolean(filters))
  const clear = activeCount > 0 && onClear && (
    <Button type="text" onClick={onClear}>
      {t.clear}
    </Button>
  )
  return (
    <search className={`${styles.bar} no-print`}>
      <SearchBox value={search} onChange={onSearch} placeholder={placeholder} />
      {!phone && filters}
      {hasSheet && (
        <Badge count={activeCount} title={t.active(activeCount)}>
          <Button icon={<FilterOutlined />} onClick={() => setSheetOpen(true)}>
            {t.more}
          </Button>
        </Badge>
      )}
      {!phone && clear}
      {extra && <div className={styles.extra}>{extra}</div>}
      <Drawer
        title={t.title}
        open={sheetOpen}
        onClose={() => setSheetOpen(false)}
        placement={phone ? 'bottom' : 'right'}
        size={phone ? '70%' : 360}
        footer={
          <div className={styles.sheetFoot}>
            {clear}
            <Button type="primary" onClick={() => setSheetOpen(false)}>
              {t.done}
            </Button>
          </div>
        }
      >
        <div className={styles.sheet}>
          {phone && filters}
          {moreFilters}
        </div>
      </Drawer>
    </search>
  )
}

interface SearchBoxProps {
  value: string
  onChange: (text: string) => void
  placeholder: string
}

/** A search box that reports 300 ms after the last key, and at once on Enter. */
export function SearchBox({ value, onChange, placeholder }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const timer = useRef<number | undefined>(undefined)
  const reported = useRef(value)
  useEffect(() => {
    // What comes back of our own report is older than what has been typed since.
    if (value === reported.current) return
    reported.current = value
    window.clearTimeout(timer.current)
    setTyped(value)
  }, [value])
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const report = (text: string, delay: number) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      reported.current = text.trim()
      onChange(reported.current)
    }, delay)
  }
  return (
    <Input
      className={styles.search}
      data-search
      type="search"
      maxLength={LONGEST_SEARCH}
      allowClear
      aria-label={placeholder}
      placeholder={placeholder}
      prefix={<SearchOutlined />}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        report(event.target.value, SEARCH_AFTER_MS)
      }}
      onPressEnter={() => report(typed, 0)}
    />
  )
}
