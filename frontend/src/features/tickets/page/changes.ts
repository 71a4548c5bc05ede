import { dayText } from '@/shared/format/dates'
import type { Language } from '@/shared/i18n/preferences'
import { textIn } from '@/shared/i18n/texts'
import { TICKET_KINDS, URGENCIES } from '@/shared/tickets/labels'
import { URGE_LEVELS } from '../labels'
import type { TicketEvent } from '../types'
import { pageTexts } from './texts'

/** A field that an event changed, in words. */
export interface Change {
  field: string
  text: string
}

type Phrases = ReturnType<typeof textIn<(typeof pageTexts)['zh']>>
type Say = (value: unknown, t: Phrases, language: Language) => string | null

const plain: Say = (value, t) => (value === null || value === '' ? t.emptied : String(value))
const day: Say = (value, t, language) =>
  typeof value === 'string' ? dayText(value, language, new Date()) : t.emptied
const percent: Say = (value) => `${value ?? 0}%`
const urge: Say = (value, t, language) => URGE_LEVELS[Number(value) - 1]?.[language] ?? t.emptied
const yesNo: Say = (value, t) => (value === null ? t.emptied : value ? t.yes : t.no)
const days: Say = (value, t) => t.days(Number(value))
const kind: Say = (value, _, language) => TICKET_KINDS[value as keyof typeof TICKET_KINDS]?.[language] ?? null
const urgency: Say = (value, _, language) => URGENCIES[value as keyof typeof URGENCIES]?.[language] ?? null
/** Long texts and other records: that it changed is what counts here. */
const only: Say = () => null

const FIELDS: Record<string, { label: keyof typeof pageTexts.zh; say: Say }> = {
  due_on: { label: 'fieldDue', say: day },
  progress_percent: { label: 'fieldProgress', say: percent },
  urge_level: { label: 'fieldUrge', say: urge },
  closed_in_time: { label: 'fieldInTime', say: yesNo },
  stopped_days: { label: 'fieldStopped', say: days },
  title: { label: 'fieldTitle', say: plain },
  requirement: { label: 'fieldRequirement', say: only },
  kind: { label: 'fieldKind', say: kind },
  urgency: { label: 'fieldUrgency', say: urgency },
  lead_branch_id: { label: 'fieldLead', say: only },
  owner: { label: 'fieldOwner', say: plain },
  leader: { label: 'fieldLeader', say: plain },
}

/**
 * What an event changed, field by field.
 *
 * The API gives `{field: [before, after]}`; a field this page has no name for is left out. A number given at 立项
 * stands in the ticket's head.
 */
export function changesOf(event: Pick<TicketEvent, 'changes'>, language: Language): Change[] {
  const t = textIn(pageTexts, language)
  return Object.entries(event.changes ?? {}).flatMap(([name, [before, after]]) => {
    const field = FIELDS[name]
    if (field === undefined) return []
    return [{ field: String(t[field.label]), text: say(field.say, before, after, t, language) }]
  })
}

function say(words: Say, before: unknown, after: unknown, t: Phrases, language: Language): string {
  const was = words(before, t, language)
  const is = words(after, t, language)
  if (is === null) return t.changed
  return was === null || was === t.emptied ? is : t.fromTo(was, is)
}
