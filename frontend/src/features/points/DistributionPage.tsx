import { BranchSelect } from '@/shared/branches/BranchSelect'
import { momentText } from '@/shared/format/dates'
import { useLabel } from '@/shared/i18n/labels'
import { useLanguage } from '@/shared/i18n/preferences'
import { useText } from '@/shared/i18n/texts'
import { ChoiceTabs } from '@/shared/lists/ChoiceTabs'
import { oneOf, text, useUrlState } from '@/shared/lists/urlState'
import { KINDS } from '@/shared/points/labels'
import { pointTexts } from '@/shared/points/texts'
import { YearChoice } from '@/shared/points/YearChoice'
import { yearCodec } from '@/shared/points/year'
import { useMe } from '@/shared/session/me'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { PageHeader } from '@/shared/ui/PageHeader'
import { EmptyState, LoadFailure, Loading } from '@/shared/ui/states'
import { useDistribution } from './api'
import own from './distribution.module.css'
import { distributionTexts } from './distributionTexts'
import type { Distribution } from './types'

const codecs = { branch: text(), year: yearCodec(), kind: oneOf(['member', 'youth'], 'member') }

/** 积分分布: "how are the scores of this part of the city spread?" No names. */
export default function DistributionPage() {
  const t = useText(distributionTexts)
  const p = useText(pointTexts)
  const label = useLabel()
  const own = useMe().data?.grants[0]?.branch.id
  const [{ branch, year, kind }, change] = useUrlState(codecs)
  const spread = useDistribution(branch || own, year, kind)
  return (
    <>
      <PageHeader title={t.title} note={t.note} />
      <div className={styles.filters}>
        <div className={styles.branch}>
          <BranchSelect
            aria-label={t.branch}
            value={branch || own || null}
            onChange={(id) => change({ branch: id ?? '' })}
          />
        </div>
        <YearChoice value={year} onChange={(next) => change({ year: next })} />
        <ChoiceTabs
          label={p.kind}
          choices={(['member', 'youth'] as const).map((key) => ({ key, label: label(KINDS[key]) }))}
          chosen={kind}
          onChoose={(next) => change({ kind: next })}
        />
      </div>
      {spread.isPending && <Loading />}
      {spread.isError && <LoadFailure error={spread.error} onRetry={() => void spread.refetch()} />}
      {spread.data?.members === 0 && <EmptyState title={t.empty}>{t.emptyText}</EmptyState>}
      {spread.data && spread.data.members > 0 && <Histogram spread={spread.data} />}
    </>
  )
}

function Histogram({ spread }: { spread: Distribution }) {
  const t = useText(distributionTexts)
  const language = useLanguage()
  const counted = spread.histogram.reduce((sum, { members }) => sum + members, 0)
  const most = Math.max(...spread.histogram.map(({ members }) => members), 1)
  return (
    <Card title={spread.branch.name} aside={t.total(spread.members)}>
      <table className={own.histogram}>
        <thead>
          <tr>
            <th scope="col">{t.range}</th>
            <th scope="col">{t.people}</th>
            <th scope="col" className={own.share}>
              {t.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...spread.histogram].reverse().map(({ from, below, members }) => (
            <tr key={from}>
              <th scope="row">{t.from(from, below)}</th>
              <td>
                <span className={own.track}>
                  {members > 0 && (
                    <span className={own.bar} style={{ width: `${(members / most) * 100}%` }} />
                  )}
                  <span>{t.count(members)}</span>
                </span>
              </td>
              <td className={own.share}>
                {counted === 0 ? '—' : `${Math.round((members / counted) * 100)}%`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.quiet}>
        {[
          t.asOf(momentText(spread.counted_at, language, new Date())),
          spread.vetoed > 0 && t.vetoed(spread.vetoed),
          spread.exempt > 0 && t.exempt(spread.exempt),
        ]
          .filter(Boolean)
          .join('；')}
      </p>
    </Card>
  )
}
