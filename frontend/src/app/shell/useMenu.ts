import { useCan, useMe } from '@/shared/session/me'
import { type MenuSection, menu } from '../menu'

/** The menu as this person may see it. */
export function useMenu(): MenuSection[] {
  const can = useCan()
  const registered = useMe().data?.member_id != null
  return menu
    .map((section) => ({
      ...section,
      entries: section.entries.filter(
        ({ own, permission }) => (own && registered) || (permission ? [permission].flat().some(can) : !own),
      ),
    }))
    .filter((section) => section.entries.length > 0)
}
