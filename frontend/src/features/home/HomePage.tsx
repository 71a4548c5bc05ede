import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { api, unwrap } from '@/shared/api/client'
import { cityDate, cityHour, dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useCan, useMe } from '@/shared/session/me'
import { PageHeader } from '@/shared/ui/PageHeader'
import { LoadFailure, Loading } from '@/shared/ui/states'
import styles from './HomePage.module.css'
import { TicketQueue } from './TicketQueue'
import { homeTexts } from './texts'
import { UnitLamps } from './UnitLamps'

const MyPoints = lazy(() => import('./MyPoints'))
const MyRecord = lazy(() => import('./MyRecord'))
const MyStudy = lazy(() => import('./MyStudy'))
const NoQueues = lazy(() => import('./NoQueues'))
const StudyDuties = lazy(() => import('./StudyDuties'))
const TransferDuties = lazy(() => import('./TransferDuties'))

const QUEUES = ['mine', 'soon', 'handled'] as const

/** "What waits for me?": for officers three queues, transfers and sheets that wait, for members their study, points and requests. */
export default function HomePage() {
  const t = useText(homeTexts)
  const can = useCan()
  const me = useMe()
  const language = useLanguage()
  const now = new Date()
  const works = can('ticket:read')
  const home = useQuery({
    queryKey: ['home'],
    queryFn: () => unwrap(api.GET('/api/v1/home')),
    enabled: works,
  })
  const own = me.data?.member_id != null && (
    <div className={styles.own}>
      <Suspense>
        <MyStudy memberId={me.data.member_id} />
        <MyPoints />
        <MyRecord />
      </Suspense>
    </div>
  )
  return (
    <>
      <PageHeader title={useGreeting()} tabTitle={t.title} aside={dayText(cityDate(now), language, now)} />
      {/* A member without tickets comes for what is their own. */}
      {!works && own}
      {(me.isPending || (works && home.isPending)) && <Loading />}
      {me.data && !works && !own && !can('study:keep') && (
        <Suspense>
          <NoQueues />
        </Suspense>
      )}
      {home.isError && <LoadFailure error={home.error} onRetry={() => void home.refetch()} />}
      {home.data && (
        <div className={styles.queues}>
          {QUEUES.map((name) => (
            <TicketQueue
              key={name}
              title={t[name]}
              tickets={home.data[name]}
              count={home.data.counts[name]}
              empty={t[`${name}Empty`]}
              emptyText={t[`${name}EmptyText`]}
              atAction={name === 'mine'}
            />
          ))}
        </div>
      )}
      {(can('transfer:read') || can('study:keep')) && (
        <div className={styles.duties}>
          <Suspense>
            {can('transfer:read') && <TransferDuties />}
            {can('study:keep') && <StudyDuties />}
          </Suspense>
        </div>
      )}
      {works && own}
      {works && <UnitLamps />}
    </>
  )
}

function useGreeting(): string {
  const t = useText(homeTexts)
  const name = useMe().data?.account.display_name
  if (name === undefined) return t.title
  const hour = cityHour(new Date())
  return hour < 12 ? t.morning(name) : hour < 18 ? t.afternoon(name) : t.evening(name)
}
