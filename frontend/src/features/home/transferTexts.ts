import { defineTexts } from '@/shared/i18n/texts'

export const transferHomeTexts = defineTexts(
  {
    waiting: '组织关系转接待办',
    count: (count: number) => `${count} 件`,
    all: '全部待办转接',
    outside: '市外',
    way: (from: string, to: string) => `${from} → ${to}`,
    daysLeft: (days: number) => (days === 0 ? '介绍信今天到期' : `介绍信还有 ${days} 天到期`),
    overdue: '介绍信已过期',
  },
  {
    waiting: 'Transfers that wait for you',
    count: (count) => `${count}`,
    all: 'All of them',
    outside: 'outside of the city',
    way: (from, to) => `${from} → ${to}`,
    daysLeft: (days) => (days === 0 ? 'the letter ends today' : `the letter ends in ${days} days`),
    overdue: 'the letter has expired',
  },
)
