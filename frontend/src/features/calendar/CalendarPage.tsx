import LeftOutlined from '@ant-design/icons/es/icons/LeftOutlined'
import RightOutlined from '@ant-design/icons/es/icons/RightOutlined'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { cityDate } from '@/shared/format/dates'
import { useText } from '@/shared/i18n/texts'
import { text, useUrlState } from '@/shared/lists/urlState'
import { PageHeader } from '@/shared/ui/PageHeader'
import { PrintButton } from '@/shared/ui/PrintButton'
import { LoadFailure, Loading } from '@/shared/ui/states'
import styles from './calendar.module.css'
import { figuresOf } from './days'
import { Legend } from './Legend'
import { calendarTexts } from './texts'
import { YearView } from './YearView'

const DayDialog = lazy(() => import('./DayDialog'))

const [FIRST_YEAR, LAST_YEAR] = [2000, 2099]
const urlState = { year: text() }

export default function CalendarPage() {
  const t = useText(calendarTexts)
  const today = cityDate(new Date())
  const [state, change] = useUrlState(urlState)
  const [chosen, setChosen] = useState<string | null>(null)
  const wanted = Number(state.year)
  const year = wanted >= FIRST_YEAR && wanted <= LAST_YEAR ? wanted : Number(today.slice(0, 4))
  const found = useQuery({
    queryKey: ['calendar', 'days', year],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/calendar/days', {
          params: { query: { from: `${year}-01-01`, to: `${year}-12-31` } },
        }),
      ),
  })
  const days = found.data?.items ?? []
  const figures = figuresOf(days)
  const day = days.find((one) => one.day === chosen)
  const go = (to: number) => change({ year: String(to) })
  return (
    <>
      <PageHeader title={t.title} tabTitle={`${t.title} ${year}`} note={t.note} actions={<PrintButton />} />
      <div className={styles.bar}>
        <Button
          className="no-print"
          icon={<LeftOutlined />}
          aria-label={t.previous}
          disabled={year <= FIRST_YEAR}
          onClick={() => go(year - 1)}
        />
        <h2 aria-live="polite">{t.year(year)}</h2>
        <Button
          className="no-print"
          icon={<RightOutlined />}
          aria-label={t.next}
          disabled={year >= LAST_YEAR}
          onClick={() => go(year + 1)}
        />
        {days.length > 0 && (
          <span className={styles.figures}>
            {t.figures(figures.working, figures.holidays, figures.makeUps)}
            {figures.overridden > 0 && ` · ${t.overridden(figures.overridden)}`}
          </span>
        )}
      </div>
      {days.some(({ provisional }) => provisional) && (
        <p className={styles.provisional} role="status">
          {t.provisional(year)}
        </p>
      )}
      <Legend />
      {found.isPending && <Loading />}
      {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
      {days.length > 0 && <YearView key={year} days={days} today={today} onChoose={setChosen} />}
      <Suspense fallback={null}>{day && <DayDialog day={day} onClose={() => setChosen(null)} />}</Suspense>
    </>
  )
}
