import { defineTexts } from '@/shared/i18n/texts'

export const distributionTexts = defineTexts(
  {
    title: '积分分布',
    note: '每 10 分一档的人数，没有姓名。只看面上情况，不作排名，也不作考核依据。',
    branch: '组织',
    count: (n: number) => `${n} 人`,
    from: (low: number, high: number | null) => (high === null ? `${low} 分以上` : `${low}–${high - 1} 分`),
    total: (n: number) => `有积分记录的 ${n} 人`,
    exempt: (n: number) => `免予积分 ${n} 人（不计入各档）`,
    vetoed: (n: number) => `一票否决 ${n} 人（按 0 分计入）`,
    empty: '该范围本年度还没有积分记录',
    emptyText: '公布积分办法、支部确认事实以后，这里会显示分布。',
    range: '得分',
    people: '人数',
    share: '占比',
  },
  {
    title: 'Distribution',
    note: 'How many members stand in each ten points, without names. Not a ranking, and no basis of assessment.',
    branch: 'Organisation',
    count: (n) => `${n}`,
    from: (low, high) => (high === null ? `${low} and more` : `${low}–${high - 1}`),
    total: (n) => `${n} members with points`,
    exempt: (n) => `${n} exempt (in no bin)`,
    vetoed: (n) => `${n} under a veto (counted as 0)`,
    empty: 'No points in this scope and year yet',
    emptyText: 'With a published scheme and confirmed facts the distribution appears here.',
    range: 'Score',
    people: 'Members',
    share: 'Share',
  },
)
