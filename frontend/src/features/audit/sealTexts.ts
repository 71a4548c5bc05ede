import type { components } from '@/api/schema'
import { type Bilingual, defineTexts } from '@/shared/i18n/texts'

type Wrong = components['schemas']['AuditFinding']['wrong']

export const WRONG: Readonly<Record<Wrong, Bilingual>> = {
  altered: { zh: '记录被改动', en: 'Entry altered' },
  missing: { zh: '记录被删除', en: 'Entry removed' },
  inserted: { zh: '记录为事后插入', en: 'Entry slipped in afterwards' },
  seal_broken: { zh: '封存本身被改动', en: 'The seal itself was changed' },
  seal_missing: { zh: '此前的封存缺失', en: 'Seals before this one are missing' },
}

export const sealTexts = defineTexts(
  {
    title: '审计封存',
    note: '审计记录每小时封存一次。封存之后的改动、删除、插入，核对时都会逐条指出。',
    back: '返回审计',
    sealedUntil: (until: string) => `已封存至 ${until}。其后的记录将在下一小时封存。`,
    behind: (until: string) => `封存停在 ${until}：后台任务超过三小时没有运行，请通知系统管理员检查。`,
    empty: '还没有封存',
    emptyText: '后台任务每小时运行一次；有审计记录一小时后，这里会出现第一天。',
    list: '已封存的日期，最近的在前',
    entries: (count: number) => `${count} 条`,
    digest: '封存摘要：另行抄存，可与日后比对',
    purged: (day: string) => `保存期满，${day} 已清除记录`,
    check: '核对',
    checkDay: (day: string) => `核对 ${day}`,
    sound: (count: number) => `${count} 条记录与封存一致。`,
    broken: (count: number) => `发现 ${count} 处不一致：`,
    entry: (id: number) => `（编号 ${id}）`,
    seal: (sequence: number) => `（封存第 ${sequence} 号）`,
    whatNow: '请保留现场，不要重启或修复数据库，并按应急预案报告。',
  },
  {
    title: 'Seals of the audit log',
    note: 'The log is sealed every hour. What is altered, removed or slipped in afterwards is named when a day is checked.',
    back: 'Back to the audit log',
    sealedUntil: (until) => `Sealed until ${until}. What came after is sealed within the hour.`,
    behind: (until) =>
      `Sealing stopped at ${until}: the job has not run for three hours. Tell the system administrator.`,
    empty: 'Nothing is sealed yet',
    emptyText: 'The job runs every hour; the first day appears an hour after the first entry.',
    list: 'Sealed days, newest first',
    entries: (count) => (count === 1 ? '1 entry' : `${count} entries`),
    digest: 'Digest of the seal: note it elsewhere to compare later',
    purged: (day) => `kept for its time, entries removed on ${day}`,
    check: 'Check',
    checkDay: (day) => `Check ${day}`,
    sound: (count) => `${count} entries agree with their seals.`,
    broken: (count) => `${count} differences found:`,
    entry: (id) => ` (entry ${id})`,
    seal: (sequence) => ` (seal ${sequence})`,
    whatNow:
      'Leave everything as it is, do not restart or repair the database, and report as your incident plan says.',
  },
)
