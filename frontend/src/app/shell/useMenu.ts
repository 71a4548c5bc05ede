import { useCan } from '@/shared/session/me'
import { type MenuSection, menu } from '../menu'

/** The menu as this person may see it. */
export function useMenu(): MenuSection[] {
  const can = useCan()
  return menu
    .map((section) => ({
      ...section,
      entries: section.entries.filter(({ permission }) => [permission].flat().some(can)),
    }))
    .filter((section) => section.entries.length > 0)
}
