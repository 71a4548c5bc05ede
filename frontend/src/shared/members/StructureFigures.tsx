import type { components } from '@/api/schema'
import { defineTexts, useText } from '@/shared/i18n/texts'
import { Card } from '@/shared/ui/Card'
import { DayText } from '@/shared/ui/DateText'
import { EmptyState } from '@/shared/ui/states'
import { percentOf } from './percent'
import styles from './StructureFigures.module.css'

const texts = defineTexts(
  {
    sum: '党员总数',
    people: (count: number) => `${count} 名`,
    note: '正式党员和预备党员；除“人员类别”外，各项均以此为基数。停止党籍的不计。',
    asOf: '统计截至',
    stages: '人员类别',
    sexes: '性别',
    ages: '年龄',
    educations: '学历',
    party_ages: '党龄',
    ethnicities: '民族',
    group: '分组',
    count: '人数',
    share: '占比',
    empty: '还没有可统计的党员',
    emptyText: '登记党员后，这里按人员类别、性别、年龄、学历、党龄和民族显示构成。',
  },
  {
    sum: 'Party members',
    people: (count) => `${count}`,
    note: 'Full and probationary members; every figure but “Stage” is of them. Suspended members are not counted.',
    asOf: 'As of',
    stages: 'Stage',
    sexes: 'Sex',
    ages: 'Age',
    educations: 'Education',
    party_ages: 'Party age',
    ethnicities: 'Ethnicity',
    group: 'Group',
    count: 'People',
    share: 'Share',
    empty: 'Nobody to count yet',
    emptyText: 'Once members are registered their make-up is shown here.',
  },
)

export type Structure = components['schemas']['Structure']
type Figure = components['schemas']['Figure']

const HEADS = ['stages', 'sexes', 'ages', 'educations', 'party_ages', 'ethnicities'] as const

/** Heads of which only the groups that somebody belongs to are shown. */
const SPARSE = new Set<string>(['sexes', 'educations', 'ethnicities'])

/** 党员队伍结构: how the members of a branch and all below it are made up, each head as a table with bars. */
export function StructureFigures({ structure }: { structure: Structure }) {
  const t = useText(texts)
  if (structure.stages.every(({ count }) => count === 0)) {
    return <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
  }
  return (
    <>
      <Card className={styles.sum}>
        <p className={styles.total}>
          {t.sum} <strong>{t.people(structure.party_members)}</strong>
        </p>
        <p className={styles.quiet}>
          {t.note} {t.asOf} <DayText date={structure.as_of} />
        </p>
      </Card>
      <div className={styles.heads}>
        {HEADS.map((head) => (
          <Head
            key={head}
            title={t[head]}
            rows={structure[head].filter(({ count }) => count > 0 || !SPARSE.has(head))}
          />
        ))}
      </div>
    </>
  )
}

function Head({ title, rows }: { title: string; rows: Figure[] }) {
  const t = useText(texts)
  const sum = rows.reduce((total, { count }) => total + count, 0)
  return (
    <Card title={title} className={styles.head}>
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t.group}</th>
            <th scope="col">{t.count}</th>
            <th scope="col">{t.share}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, count }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td className={styles.count}>
                <span className={styles.track} aria-hidden="true">
                  <span style={{ width: sum > 0 ? `${(count / sum) * 100}%` : 0 }} />
                </span>
                {count}
              </td>
              <td className={styles.share}>{percentOf(count, sum)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
