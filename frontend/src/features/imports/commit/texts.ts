import { defineTexts } from '@/shared/i18n/texts'

export const commitTexts = defineTexts(
  {
    title: '确认导入',
    mode: '导入方式',
    all: '全部导入：有一行不行就都不写入',
    allNo: (rows: number) => `还有 ${rows} 行有错误或冲突，改正后才能全部导入`,
    validOnly: '只导入无误的行',
    effect: (created: number, changed: number, skipped: number) =>
      `将新增 ${created} 人、更新 ${changed} 人${skipped > 0 ? `，${skipped} 行不导入` : ''}。写入前会再检查一遍。`,
    many: '人数很多：写入期间（约一分钟），其他人打开党员页面可能要等待，宜在下班后进行。',
    reason: '更正理由',
    reasonHelp: '有的行更正姓名或入党、转正日期，理由记入各人档案。',
    reasonNeeded: '请说明更正理由（至少 2 个字）',
    send: '开始导入',
    started: '已开始写入',
  },
  {
    title: 'Import',
    mode: 'What is imported',
    all: 'Every row or none',
    allNo: (rows) => `${rows} rows are wrong or conflict: put them right first`,
    validOnly: 'Valid rows only',
    effect: (created, changed, skipped) =>
      `${created} new, ${changed} updated${skipped > 0 ? `, ${skipped} rows left out` : ''}. Everything is checked again before it is written.`,
    many: 'So many people take about a minute, in which pages of members may have to wait: better done after work.',
    reason: 'Reason',
    reasonHelp: 'Some rows correct names or dates of membership; the reason stands in each file.',
    reasonNeeded: 'Give the reason',
    send: 'Import',
    started: 'Writing has begun',
  },
)
