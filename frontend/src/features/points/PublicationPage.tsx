import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { dayText } from '@/shared/format/dates'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { PageHeader } from '@/shared/ui/PageHeader'
import { PrintButton } from '@/shared/ui/PrintButton'
import { LoadFailure, Loading } from '@/shared/ui/states'
import { fetchObjections, keys, raiseObjection, usePublication } from './api'
import own from './publications/publications.module.css'
import { publicationTexts } from './publications/texts'
import type { PublicationWhole, PublishedLine } from './types'

const ReasonDialog = lazy(() => import('./ReasonDialog'))
const OPEN = new Set(['raised', 'appealed'])

/** One quarter as it hangs on the wall: by name, never by score. */
export default function PublicationPage() {
  const { id = '' } = useParams()
  const t = useText(publicationTexts)
  const publication = usePublication(id)
  if (publication.data) return <View publication={publication.data} />
  return (
    <>
      <PageHeader title={t.title} />
      {publication.isPending ? (
        <Loading />
      ) : (
        <LoadFailure error={publication.error} onRetry={() => void publication.refetch()} />
      )}
    </>
  )
}

function View({ publication }: { publication: PublicationWhole }) {
  const t = useText(publicationTexts)
  const language = useLanguage()
  const now = new Date()
  const [doubted, setDoubted] = useState<PublishedLine | null>(null)
  const { year, quarter, kind, branch, starts_on, ends_on } = publication
  const title = (kind === 'youth' ? t.youthSheet : t.sheet)(branch?.name ?? '', year, quarter)
  const [from, to] = [dayText(starts_on, language, now), dayText(ends_on, language, now)]
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t.name(year, quarter)}
          tabTitle={title}
          aside={
            <span className={styles.state}>
              {publication.open ? t.left(Math.max(0, publication.working_days_left)) : t.over}
            </span>
          }
          actions={<PrintButton />}
        />
      </div>
      <article className={own.sheet} aria-label={title}>
        <h2>{title}</h2>
        <p className={own.period}>
          {t.period}：{t.until(from, to)}
        </p>
        <div className={own.scroll}>
          <Lines publication={publication} onDoubt={setDoubted} />
        </div>
        <p className={own.foot}>{t.ordered}</p>
        <p className={own.foot}>{t.how(to)}</p>
        <p className={own.sign}>
          {t.sign}：　　　　　　　　<span>{t.signDay}</span>
        </p>
      </article>
      {doubted && (
        <Suspense>
          <ReasonDialog
            title={t.objectTitle}
            note={<p>{t.objectNote(doubted.name)}</p>}
            label={t.objectLabel}
            help={t.objectHelp}
            ok={t.sendObjection}
            done={t.sent}
            send={(reason, key) =>
              raiseObjection(
                { reason, year, publication_id: publication.id, member_id: doubted.member_id },
                key,
              )
            }
            onClose={() => setDoubted(null)}
          />
        </Suspense>
      )}
    </>
  )
}

interface LinesProps {
  publication: PublicationWhole
  onDoubt: (line: PublishedLine) => void
}

function Lines({ publication, onDoubt }: LinesProps) {
  const t = useText(publicationTexts)
  // Only who stands on the register of a branch objects; whether it is this branch the API knows.
  const mayObject = useMe().data?.member_id != null
  const query = { publication_id: publication.id, limit: 100 }
  const objections = useQuery({
    queryKey: keys.objections(query),
    queryFn: async () => (await fetchObjections(query)).items,
    enabled: mayObject,
  })
  const waiting = new Set(
    objections.data?.filter(({ state }) => OPEN.has(state)).map(({ member }) => member.id),
  )
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t.person}</th>
          <th scope="col" className={own.figure}>
            {t.earned}
          </th>
          <th scope="col" className={own.figure}>
            {t.score}
          </th>
          <th scope="col" className={own.remark}>
            {t.remark}
          </th>
          {mayObject && (
            <th scope="col" className="no-print">
              {t.object}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {publication.lines.map((line) => (
          <tr key={line.member_id}>
            <th scope="row">{line.name}</th>
            <td className={own.figure}>{line.quarter_points}</td>
            <td className={own.figure}>{line.score ?? '—'}</td>
            <td>{[line.vetoed && t.veto, line.exempt && t.exempt].filter(Boolean).join('、') || '—'}</td>
            {mayObject && (
              <td className="no-print">
                {waiting.has(line.member_id) ? (
                  <span className={styles.quiet}>{t.objected}</span>
                ) : (
                  <Button size="small" onClick={() => onDoubt(line)} aria-label={`${t.object}：${line.name}`}>
                    {t.object}
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
