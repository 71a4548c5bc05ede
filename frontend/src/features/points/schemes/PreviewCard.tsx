import Button from 'antd/es/button'
import { useState } from 'react'
import { defineTexts, useText } from '@/shared/i18n/texts'
import styles from '@/shared/ui/blocks.module.css'
import { Card } from '@/shared/ui/Card'
import { LoadFailure, Loading } from '@/shared/ui/states'
import type { Preview, Scheme } from '../types'
import { usePreview } from './api'

const texts = defineTexts(
  {
    title: '按去年的事实试算',
    note: '把上一年度已经记过分的事实，按这份办法重新计算一遍，只看人数和分数，没有姓名，也不改变任何记录。',
    run: '试算',
    empty: (year: number) => `${year} 年该范围内没有积分记录，无从试算。`,
    whole: (year: number, members: number, facts: number) =>
      `${year} 年：${members} 名党员，${facts} 条事实。`,
    sample: (year: number, members: number, looked: number, facts: number) =>
      `${year} 年：共 ${members} 名党员，从中抽样 ${looked} 名（${facts} 条事实）；下面是抽样的结果。`,
    untaken: (facts: number) => `其中 ${facts} 条事实在这份办法中没有对应的规则，不计分。`,
    limits: '人工登记的按规则编号对应；去年没有规则、因此没有记过分的事实不在其中。',
    figure: '项目',
    now: '去年实际',
    after: '按本办法',
    average: '平均分',
    head: (name: string) => `${name}（总分）`,
    band: (name: string) => `${name}（人数）`,
    moved: (up: number, down: number) => `${up} 人升档，${down} 人降档。`,
  },
  {
    title: 'Tried on last year',
    note: 'The facts that earned last year, counted again under this scheme: figures only, no names, nothing is changed.',
    run: 'Try',
    empty: (year) => `There are no points of ${year} in this scope.`,
    whole: (year, members, facts) => `${year}: ${members} members, ${facts} facts.`,
    sample: (year, members, looked, facts) =>
      `${year}: of ${members} members a sample of ${looked} (${facts} facts); the figures are those of the sample.`,
    untaken: (facts) => `For ${facts} of them this scheme has no rule.`,
    limits:
      'What was entered by hand follows the code of its rule; facts that no rule concerned last year are not in it.',
    figure: 'Figure',
    now: 'Last year',
    after: 'This scheme',
    average: 'Average score',
    head: (name) => `${name} (points)`,
    band: (name) => `${name} (members)`,
    moved: (up, down) => `${up} would move up a band, ${down} down.`,
  },
)

/** What would last year have given? Asked for on purpose, as it counts a whole year. */
export function PreviewCard({ scheme }: { scheme: Scheme }) {
  const t = useText(texts)
  const [asked, setAsked] = useState(false)
  const preview = usePreview(scheme, asked)
  return (
    <Card title={t.title}>
      <p className={styles.quiet}>{t.note}</p>
      {asked && preview.isPending && <Loading />}
      {preview.isError && (
        <LoadFailure error={preview.error} onRetry={() => void preview.refetch()} compact />
      )}
      {preview.data && <Figures preview={preview.data} />}
      {!asked && <Button onClick={() => setAsked(true)}>{t.run}</Button>}
    </Card>
  )
}

function Figures({ preview }: { preview: Preview }) {
  const t = useText(texts)
  const { year, members, looked_at, facts, facts_without_rule } = preview
  if (members === 0 || looked_at === 0) return <p>{t.empty(year)}</p>
  const average = (sum: number) => Number((sum / looked_at).toFixed(1))
  const rows = [
    { label: t.average, now: average(preview.score_sum.now), after: average(preview.score_sum.after) },
    ...preview.bands.map(({ label, now, after }) => ({ label: t.band(label), now, after })),
    ...preview.heads.map(({ label, now, after }) => ({ label: t.head(label), now, after })),
  ]
  return (
    <>
      <p>
        {looked_at < members ? t.sample(year, members, looked_at, facts) : t.whole(year, members, facts)}{' '}
        {facts_without_rule > 0 && t.untaken(facts_without_rule)}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.figure}</th>
            <th scope="col" className={styles.figure}>
              {t.now}
            </th>
            <th scope="col" className={styles.figure}>
              {t.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, now, after }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className={styles.figure}>{now}</td>
              <td className={styles.figure}>{now === after ? after : <strong>{after}</strong>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <strong>{t.moved(preview.moved_up, preview.moved_down)}</strong>
      </p>
      <p className={styles.quiet}>{t.limits}</p>
    </>
  )
}
