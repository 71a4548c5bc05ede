import type { ComponentType } from 'react'
import type { Bilingual } from '@/shared/i18n/texts'

/** One page of a feature. Features list theirs in `routes.ts`; `app/routes.tsx` collects them. */
export interface AppRoute {
  path: string
  title: Bilingual
  /** The page above this one, for the breadcrumb. */
  parent?: string
  /** What the person must hold; without it the page is for everybody who is signed in. */
  permission?: string
  /** `() => import('./TicketListPage')`; the page is the module's default export. */
  page: () => Promise<{ default: ComponentType }>
}

/** A path inside the application to return to, or the home page: never another site. */
export function safePath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : '/'
}
