import type { AppRoute } from '@/shared/routing/routes'

export const ticketRoutes: AppRoute[] = [
  {
    path: '/tickets',
    title: { zh: '督办清单', en: 'Tickets' },
    permission: 'ticket:read',
    page: () => import('./TicketListPage'),
  },
  {
    path: '/tickets/board',
    title: { zh: '督办看板', en: 'Ticket board' },
    permission: 'ticket:read',
    page: () => import('./TicketBoardPage'),
  },
  {
    path: '/tickets/statistics',
    title: { zh: '督办统计', en: 'Ticket statistics' },
    permission: 'ticket:read',
    page: () => import('./TicketStatisticsPage'),
  },
  {
    path: '/tickets/new',
    title: { zh: '新建督办', en: 'New ticket' },
    parent: '/tickets',
    permission: 'ticket:draft',
    page: () => import('./NewTicketPage'),
  },
  {
    path: '/tickets/:id',
    title: { zh: '督办事项', en: 'Ticket' },
    parent: '/tickets',
    permission: 'ticket:read',
    page: () => import('./TicketPage'),
  },
]
