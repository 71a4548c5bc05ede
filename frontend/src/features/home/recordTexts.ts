import { defineTexts } from '@/shared/i18n/texts'

export const recordTexts = defineTexts(
  {
    record: '我的档案',
    correctionWaits: '您的更正申请正在等待处理',
    openRecord: '查看我的档案',
    joined: (day: string) => `${day} 入党`,
    probationTo: (day: string) => `预备期至 ${day}`,
  },
  {
    record: 'My record',
    correctionWaits: 'Your request for a correction waits',
    openRecord: 'Open my record',
    joined: (day) => `joined ${day}`,
    probationTo: (day) => `on probation to ${day}`,
  },
)
