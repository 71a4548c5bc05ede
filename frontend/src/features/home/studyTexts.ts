import { defineTexts } from '@/shared/i18n/texts'

export const studyHomeTexts = defineTexts(
  {
    next: '我要参加的学习',
    noNext: '近期没有需要您参加的学习。支部安排后会出现在这里。',
    mine: '我的学习',
    against: (done: string, required: string, unit: 'hours' | 'times') =>
      `${done} / ${required} ${unit === 'hours' ? '学时' : '次'}`,
    allRecords: '查看全部学习记录',
    waiting: '等待支部确认：',
    declare: '申报学习',
    sheets: '学习活动待登记、待确认',
    noSheets: '到会登记都已确认。',
    week: '近七天的学习安排',
    noWeek: '近七天没有学习安排。',
    calendar: '打开学习日程',
    unset: (count: number) => `${count} 人未登记`,
    toConfirm: '名单已齐，待确认',
    declarations: (count: number) => `${count} 条学习记录、成果待确认`,
  },
  {
    next: 'Where I am expected',
    noNext: 'You are expected nowhere soon. What the branch plans appears here.',
    mine: 'My study',
    against: (done, required, unit) => `${done} of ${required} ${unit === 'hours' ? 'h' : 'times'}`,
    allRecords: 'All my records',
    waiting: 'Before the branch:',
    declare: 'Declare study',
    sheets: 'Sheets to fill in and confirm',
    noSheets: 'All sheets are confirmed.',
    week: 'Study of the next seven days',
    noWeek: 'Nothing is planned for the next seven days.',
    calendar: 'Open the calendar',
    unset: (count) => `${count} not recorded`,
    toConfirm: 'complete, to be confirmed',
    declarations: (count) => `${count} records and outcomes to confirm`,
  },
)
