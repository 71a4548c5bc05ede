import { defineTexts } from '@/shared/i18n/texts'

export const pointsTexts = defineTexts(
  {
    title: '我的积分',
    score: (score: number) => `本年度 ${score} 分`,
    empty: '今年还没有积分记录。',
    open: '查看我的积分',
  },
  {
    title: 'My points',
    score: (score) => `${score} this year`,
    empty: 'No entries this year.',
    open: 'Open my points',
  },
)
