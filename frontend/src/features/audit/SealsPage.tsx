import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import type { components } from '@/api/schema'
import { api, unwrap } from '@/shared/api/client'
import { explain } from '@/shared/api/explain'
import { cityDate, exactMoment } from '@/shared/format/dates'
import { useRecordDay } from '@/shared/format/useRecordDay'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useCursorList } from '@/shared/lists/cursorList'
import { ListBody } from '@/shared/lists/ListBody'
import { Card } from '@/shared/ui/Card'
import { LinkButton } from '@/shared/ui/LinkButton'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState } from '@/shared/ui/states'
import styles from './seals.module.css'
import { sealTexts, WRONG } from './sealTexts'

type SealPage = components['schemas']['AuditSealPage']
type SealDay = SealPage['items'][number]
type Verification = components['schemas']['AuditVerification']

/** Findings shown one by one; the command `dangjian verify-audit` lists them all. */
const MOST = 20

/** Days of the audit log under their seals: up to when, and whether a day still is what it was. */
export default function SealsPage() {
  const t = useText(sealTexts)
  const list = useCursorList({
    queryKey: ['audit-seals'],
    fetchPage: (cursor) => unwrap(api.GET('/api/v1/audit-entries/seals', { params: { query: { cursor } } })),
  })
  const first = list.firstPage as SealPage | undefined
  return (
    <>
      <PageHeader title={t.title} note={t.note} actions={<LinkButton to="/audit">{t.back}</LinkButton>} />
      <ListBody
        list={list}
        empty={
          <Card>
            <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
          </Card>
        }
      >
        {first && <Standing page={first} />}
        <ol className={styles.days} aria-label={t.list}>
          {list.items.map((day) => (
            <DayRow key={day.day} day={day} />
          ))}
        </ol>
      </ListBody>
    </>
  )
}

function Standing({ page }: { page: SealPage }) {
  const t = useText(sealTexts)
  const until = page.sealed_until ? exactMoment(page.sealed_until) : ''
  return (
    <p className={page.behind ? styles.behind : styles.standing} role={page.behind ? 'alert' : undefined}>
      {page.behind ? t.behind(until) : t.sealedUntil(until)}
    </p>
  )
}

function DayRow({ day }: { day: SealDay }) {
  const t = useText(sealTexts)
  const said = useRecordDay()
  const check = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/audit-entries/seals/{day}/verify', { params: { path: { day: day.day } } })),
  })
  return (
    <li>
      <div className={styles.day}>
        <time className={styles.date} dateTime={day.day}>
          {said(day.day)}
        </time>
        <span className={styles.count}>{t.entries(day.entries)}</span>
        <code className={styles.digest} title={t.digest}>
          {day.digest}
        </code>
        {day.purged_at && (
          <span className={styles.quiet}>{t.purged(said(cityDate(new Date(day.purged_at))))}</span>
        )}
        <Button
          size="small"
          aria-label={t.checkDay(said(day.day))}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t.check}
        </Button>
      </div>
      <div aria-live="polite">
        {check.data && <Outcome found={check.data} />}
        {check.error && <Failure error={check.error} />}
      </div>
    </li>
  )
}

function Failure({ error }: { error: unknown }) {
  return <p className={styles.broken}>{explain(error, useLanguage()).message}</p>
}

function Outcome({ found }: { found: Verification }) {
  const t = useText(sealTexts)
  const language = useLanguage()
  if (found.sound) return <p className={styles.sound}>✓ {t.sound(found.entries)}</p>
  return (
    <div className={styles.broken} role="alert">
      <p>✗ {t.broken(found.findings.length)}</p>
      <ul>
        {found.findings.slice(0, MOST).map((one) => (
          <li key={`${one.wrong} ${one.sequence} ${one.entry_id}`}>
            {WRONG[one.wrong][language]}
            {one.entry_id === null ? t.seal(one.sequence ?? 0) : t.entry(one.entry_id)}
          </li>
        ))}
      </ul>
      <p>{t.whatNow}</p>
    </div>
  )
}
